-- True if no stock is kept of it and it is not sent, such as a fee.
ALTER TABLE cart_lines ADD COLUMN non_stock boolean NOT NULL DEFAULT false;
ALTER TABLE order_lines ADD COLUMN non_stock boolean NOT NULL DEFAULT false;

-- What another system calls it, such as the number of an invoice; empty if none does.
ALTER TABLE orders ADD COLUMN external_reference text NOT NULL DEFAULT '';

-- Staff lists go by business_time; orders_state sorts what no list asks for any more.
CREATE INDEX orders_business_time ON orders (business_time, order_id) WHERE state <> 'FAILED';
CREATE INDEX orders_state_business_time ON orders (state, business_time, order_id);
CREATE INDEX orders_user_business_time ON orders (user_id, business_time, order_id) WHERE user_id IS NOT NULL;
CREATE INDEX orders_external_reference ON orders (external_reference, business_time, order_id)
  WHERE external_reference <> '';
DROP INDEX orders_state;
