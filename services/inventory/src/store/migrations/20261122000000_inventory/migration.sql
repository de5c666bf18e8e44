-- The oldest warehouse is the default one.
CREATE TABLE warehouses (
  warehouse_id uuid PRIMARY KEY,
  name text NOT NULL,
  country_code text NOT NULL,
  create_time timestamptz NOT NULL
);
INSERT INTO warehouses VALUES ('00000000-0000-7000-8000-000000000001', 'Main warehouse', '', now());

-- Rows change often and by columns without an index: room in each page keeps their new versions beside the old ones.
CREATE TABLE stock_levels (
  variant_id uuid NOT NULL,
  warehouse_id uuid NOT NULL REFERENCES warehouses,
  on_hand bigint NOT NULL,
  reserved bigint NOT NULL CONSTRAINT stock_levels_reserved_check CHECK (reserved >= 0),
  -- Counts the movements.
  version bigint NOT NULL,
  PRIMARY KEY (variant_id, warehouse_id),
  CONSTRAINT stock_levels_on_hand_check CHECK (on_hand >= reserved)
) WITH (fillfactor = 50);

CREATE TABLE stock_movements (
  movement_id uuid PRIMARY KEY,
  variant_id uuid NOT NULL,
  warehouse_id uuid NOT NULL REFERENCES warehouses,
  quantity_delta bigint NOT NULL CHECK (quantity_delta <> 0),
  reason text NOT NULL,
  note text NOT NULL,
  -- Null for the market itself.
  user_id uuid,
  create_time timestamptz NOT NULL
);
CREATE INDEX stock_movements_variant ON stock_movements (variant_id, movement_id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER stock_movements_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON stock_movements
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE reservations (
  reservation_id uuid PRIMARY KEY,
  state text NOT NULL CHECK (state IN ('HELD', 'COMMITTED', 'RELEASED')),
  version bigint NOT NULL,
  -- Null of those committed, and of the marks of reservations that were released before they were made.
  expire_time timestamptz,
  create_time timestamptz NOT NULL,
  CONSTRAINT reservations_held_check CHECK (state <> 'HELD' OR expire_time IS NOT NULL)
);
CREATE INDEX reservations_held ON reservations (expire_time) WHERE state = 'HELD';

CREATE TABLE allocations (
  reservation_id uuid NOT NULL REFERENCES reservations,
  variant_id uuid NOT NULL,
  warehouse_id uuid NOT NULL,
  quantity bigint NOT NULL CHECK (quantity > 0),
  -- Units of the quantity that were given back.
  released bigint NOT NULL CHECK (released BETWEEN 0 AND quantity),
  PRIMARY KEY (reservation_id, variant_id, warehouse_id)
);
