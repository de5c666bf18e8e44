-- BCP 47; empty for the customer's own or the market's.
ALTER TABLE carts ADD COLUMN language_code text NOT NULL DEFAULT '';

-- Of one; 0 for what is not sent, or if it was not known.
ALTER TABLE order_lines ADD COLUMN weight_grams integer NOT NULL DEFAULT 0;

-- Of the return it is for; null if it is create_time.
ALTER TABLE order_refunds ADD COLUMN business_time timestamptz;

-- Grows with every change of the order's shipments: they are changed under the order's row.
ALTER TABLE orders ADD COLUMN shipments_version integer NOT NULL DEFAULT 0;

CREATE TABLE order_shipments (
  shipment_id uuid CONSTRAINT order_shipments_key PRIMARY KEY,
  order_id uuid NOT NULL REFERENCES orders,
  -- [{ "lineId": uuid, "quantity": decimal text }]; none for an id that was taken back before it was used.
  lines jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('PACKED', 'HANDING_OVER', 'SHIPPED', 'DELIVERED', 'CANCELLED')),
  -- Empty until a carrier has it.
  tracking_number text NOT NULL,
  tracking_url text NOT NULL,
  -- Of the last event of shipping; 0 before it.
  version bigint NOT NULL,
  create_time timestamptz NOT NULL,
  update_time timestamptz NOT NULL
);
CREATE INDEX order_shipments_order ON order_shipments (order_id, shipment_id);

-- One row: what sending costs, as shipping told last.
CREATE TABLE shipping_rates (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  -- Of the event.
  version bigint NOT NULL,
  rates jsonb NOT NULL,
  update_time timestamptz NOT NULL
);
