CREATE TABLE carts (
  cart_id uuid PRIMARY KEY,
  user_id uuid NOT NULL,
  -- Grows with every change the customer makes or sees; changes of lines are made under it.
  version bigint NOT NULL,
  currency_code text NOT NULL,
  email text NOT NULL,
  shipping_address jsonb,
  billing_address jsonb,
  shipping_method_id text NOT NULL,
  coupon_codes text[] NOT NULL,
  -- The order of the checkout under way.
  checkout_order_id uuid,
  -- The order it became.
  order_id uuid,
  create_time timestamptz NOT NULL,
  update_time timestamptz NOT NULL
);
CREATE INDEX carts_open ON carts (user_id, cart_id) WHERE order_id IS NULL;

CREATE TABLE cart_lines (
  cart_id uuid NOT NULL REFERENCES carts,
  line_id uuid NOT NULL,
  -- In the order they were added; with gaps where lines were taken out.
  position integer NOT NULL,
  variant_id uuid NOT NULL,
  product_id uuid NOT NULL,
  sku text NOT NULL,
  name text NOT NULL,
  weight_grams integer NOT NULL,
  quantity integer NOT NULL CHECK (quantity BETWEEN 1 AND 1000000),
  -- In minor units of the cart's currency, when the line was added.
  unit_price bigint NOT NULL,
  PRIMARY KEY (cart_id, line_id),
  CONSTRAINT cart_lines_variant_key UNIQUE (cart_id, variant_id)
);
