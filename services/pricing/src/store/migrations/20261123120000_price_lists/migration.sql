CREATE TABLE customer_groups (
  customer_group text PRIMARY KEY,
  version bigint NOT NULL,
  name text NOT NULL,
  update_time timestamptz NOT NULL
);

CREATE TABLE customer_group_members (
  user_id uuid NOT NULL,
  customer_group text NOT NULL REFERENCES customer_groups,
  PRIMARY KEY (user_id, customer_group)
);
CREATE INDEX customer_group_members_group ON customer_group_members (customer_group, user_id);

-- Prices that go before list_prices and the catalogue's while their list counts.
CREATE TABLE price_lists (
  price_list_id uuid PRIMARY KEY,
  version bigint NOT NULL,
  name text NOT NULL,
  currency_code text NOT NULL,
  -- Absent for everybody.
  customer_group text REFERENCES customer_groups,
  start_time timestamptz,
  end_time timestamptz,
  priority integer NOT NULL,
  create_time timestamptz NOT NULL,
  update_time timestamptz NOT NULL
);

CREATE TABLE price_list_entries (
  variant_id uuid NOT NULL,
  price_list_id uuid NOT NULL REFERENCES price_lists ON DELETE CASCADE,
  min_quantity bigint NOT NULL CHECK (min_quantity > 0),
  minor_units bigint NOT NULL CHECK (minor_units >= 0),
  PRIMARY KEY (variant_id, price_list_id, min_quantity)
);
CREATE INDEX price_list_entries_list ON price_list_entries (price_list_id, variant_id, min_quantity);
