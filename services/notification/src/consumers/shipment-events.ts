import { ShipmentShipped } from "#gen/grpc/ultramarket/shipping/v1/shipping_events.ts";
import type { Consumer } from "#mesh/events";
import { required } from "#mesh/kernel";
import type { NotificationUseCases } from "../app/use-cases.ts";
import type { OrderId, UserId } from "../domain/notification.ts";
import type { TemplateId } from "../domain/template.ts";

const messages: Readonly<Record<string, TemplateId>> = {
  "shipping.v1.shipment_shipped": "shipment_shipped",
  "shipping.v1.shipment_delivered": "shipment_delivered",
};

/** Customers are told when something was sent to them, and when it arrived; the events have the same shape. */
export const shipmentEvents = (app: NotificationUseCases): Consumer => ({
  name: "notification.shipments",
  subjects: Object.keys(messages),
  async handle({ envelope: { subject, payload } }) {
    const templateId = messages[subject];
    if (templateId === undefined) return;
    const shipment = required("shipment", ShipmentShipped.decode(payload).shipment);
    const { shipmentId, orderId, userId, createTime: enterTime } = shipment;
    const happenTime = shipment.deliverTime ?? shipment.shipTime;
    const ids = { orderId: orderId as OrderId, userId: (userId || undefined) as UserId | undefined };
    const announcement = { templateId, occasion: shipmentId, subjectId: shipmentId, ...ids };
    await app.announce(announcement, { enterTime, happenTime });
  },
});
