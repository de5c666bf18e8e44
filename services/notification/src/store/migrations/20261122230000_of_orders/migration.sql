-- All messages about an order, its refunds and its shipments.
CREATE INDEX notifications_order ON notifications (order_id, notification_id);
