-- One row: holds the changes of zones and methods in order, and counts them.
CREATE TABLE rate_book (
  is_the_one boolean PRIMARY KEY DEFAULT true CHECK (is_the_one),
  version bigint NOT NULL
);

CREATE TABLE shipping_zones (
  zone_id uuid PRIMARY KEY,
  version bigint NOT NULL,
  name text NOT NULL,
  -- True for the one zone of all countries that are in no other.
  is_for_the_rest boolean NOT NULL,
  create_time timestamptz NOT NULL,
  update_time timestamptz NOT NULL
);
CREATE UNIQUE INDEX shipping_zones_one_for_the_rest ON shipping_zones (is_for_the_rest) WHERE is_for_the_rest;

-- A country is in one zone at most.
CREATE TABLE zone_countries (
  country_code text PRIMARY KEY,
  zone_id uuid NOT NULL REFERENCES shipping_zones
);
CREATE INDEX zone_countries_zone ON zone_countries (zone_id);

CREATE TABLE shipping_methods (
  shipping_method_id text COLLATE "C" PRIMARY KEY,
  version bigint NOT NULL,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('FLAT', 'BY_WEIGHT', 'BY_PRICE')),
  -- Zones with their tiers; amounts as decimal text.
  rates jsonb NOT NULL,
  enabled boolean NOT NULL,
  create_time timestamptz NOT NULL,
  update_time timestamptz NOT NULL
);

-- What shall be packed, until the order has set it aside.
CREATE TABLE packings (
  shipment_id uuid PRIMARY KEY,
  order_id uuid NOT NULL,
  wanted jsonb NOT NULL,
  weight_grams integer NOT NULL,
  request_hash text NOT NULL,
  create_time timestamptz NOT NULL,
  due_time timestamptz NOT NULL,
  attempts integer NOT NULL
);
CREATE INDEX packings_due ON packings (due_time);

CREATE TABLE shipments (
  shipment_id uuid PRIMARY KEY,
  order_id uuid NOT NULL,
  -- Null if the order is of nobody with an account.
  user_id uuid,
  -- Null if nothing keeps the units.
  reservation_id uuid,
  state text NOT NULL CHECK (state IN ('PACKED', 'HANDING_OVER', 'SHIPPED', 'DELIVERED', 'CANCELLING', 'CANCELLED')),
  -- As others know it.
  shown_state text NOT NULL GENERATED ALWAYS AS (CASE state WHEN 'CANCELLING' THEN 'PACKED' ELSE state END) STORED,
  lines jsonb NOT NULL,
  weight_grams integer NOT NULL,
  -- Where it goes: personal.
  address jsonb,
  carrier_id text NOT NULL,
  carrier_service text NOT NULL,
  tracking_number text NOT NULL,
  tracking_url text NOT NULL,
  tracking_events jsonb NOT NULL,
  -- PDF.
  label bytea,
  pack_hash text NOT NULL,
  ship_request uuid,
  ship_hash text,
  cancel_request uuid,
  cancel_hash text,
  version bigint NOT NULL,
  revision bigint NOT NULL,
  create_time timestamptz NOT NULL,
  ship_time timestamptz,
  deliver_time timestamptz,
  update_time timestamptz NOT NULL,
  -- When a worker looks at it; null when nothing is left to be done.
  due_time timestamptz,
  attempts integer NOT NULL,
  CHECK ((state IN ('SHIPPED', 'DELIVERED')) = (label IS NOT NULL)),
  CHECK ((state IN ('SHIPPED', 'DELIVERED')) = (ship_time IS NOT NULL)),
  CHECK ((state = 'DELIVERED') = (deliver_time IS NOT NULL))
);
CREATE INDEX shipments_order ON shipments (order_id, create_time, shipment_id);
CREATE INDEX shipments_time ON shipments (create_time, shipment_id);
CREATE INDEX shipments_state ON shipments (shown_state, create_time, shipment_id);
CREATE UNIQUE INDEX shipments_ship_request ON shipments (ship_request);
CREATE UNIQUE INDEX shipments_cancel_request ON shipments (cancel_request);
CREATE INDEX shipments_begun ON shipments (due_time) WHERE state IN ('HANDING_OVER', 'CANCELLING');
CREATE INDEX shipments_on_their_way ON shipments (due_time) WHERE state = 'SHIPPED';
