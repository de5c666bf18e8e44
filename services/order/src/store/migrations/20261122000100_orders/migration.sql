CREATE SEQUENCE order_numbers START 100001;

CREATE TABLE orders (
  order_id uuid PRIMARY KEY,
  order_number bigint CONSTRAINT orders_number_key UNIQUE,
  user_id uuid,
  cart_id uuid,
  draft_order_id uuid,
  -- Who of the staff placed the draft.
  entered_by uuid,
  state text NOT NULL CONSTRAINT orders_state CHECK (
    state IN ('PENDING', 'AWAITING_PAYMENT', 'PLACED', 'PAID', 'CANCELLED', 'RETURNED', 'FAILED')
  ),
  -- What the driver does next; DONE at rest.
  step text NOT NULL,
  attempts integer NOT NULL,
  -- Of the last event.
  version bigint NOT NULL,
  -- Who drives it now; null if nobody does.
  lease_id uuid,
  -- When the recovery worker looks at it: the end of the lease, or of a pause. Null for never.
  due_time timestamptz,
  reservation_id uuid NOT NULL,
  reservation_number integer NOT NULL,
  hold_expire_time timestamptz NOT NULL,
  next_action jsonb,
  failure_reason text,
  failure_metadata jsonb,
  cancel_reason text NOT NULL,
  currency_code text NOT NULL,
  subtotal bigint NOT NULL,
  discount_total bigint NOT NULL,
  shipping_total bigint NOT NULL,
  shipping_tax bigint NOT NULL,
  tax_total bigint NOT NULL,
  tax_inclusive boolean NOT NULL,
  total bigint NOT NULL,
  -- What is not searched for: e-mail, addresses, shipping method, the explanation of the price.
  document jsonb NOT NULL,
  create_time timestamptz NOT NULL,
  business_time timestamptz NOT NULL,
  update_time timestamptz NOT NULL,
  CONSTRAINT orders_total CHECK (
    total >= 0
    AND total = subtotal - discount_total + shipping_total + CASE WHEN tax_inclusive THEN 0 ELSE tax_total END
  ),
  CONSTRAINT orders_number_of_placed CHECK ((order_number IS NULL) = (state IN ('PENDING', 'AWAITING_PAYMENT', 'FAILED'))),
  CONSTRAINT orders_rest CHECK (step = 'DONE' OR due_time IS NOT NULL)
);
CREATE INDEX orders_due ON orders (due_time) WHERE due_time IS NOT NULL;
CREATE INDEX orders_user ON orders (user_id, order_id) WHERE state <> 'FAILED';
CREATE INDEX orders_state ON orders (state, order_id);
-- A cart, and a draft, is under one checkout at a time and becomes one order.
CREATE UNIQUE INDEX orders_cart_key ON orders (cart_id) WHERE state NOT IN ('FAILED', 'CANCELLED', 'RETURNED');
CREATE UNIQUE INDEX orders_draft_key ON orders (draft_order_id) WHERE state NOT IN ('FAILED', 'CANCELLED', 'RETURNED');

CREATE TABLE order_lines (
  order_id uuid NOT NULL REFERENCES orders,
  line_id uuid NOT NULL,
  position integer NOT NULL,
  variant_id uuid NOT NULL,
  product_id uuid NOT NULL,
  sku text NOT NULL,
  name text NOT NULL,
  quantity bigint NOT NULL CHECK (quantity > 0),
  unit_price bigint NOT NULL,
  total bigint NOT NULL,
  discount bigint NOT NULL,
  tax bigint NOT NULL,
  PRIMARY KEY (order_id, line_id),
  CONSTRAINT order_lines_total CHECK (total = unit_price * quantity AND discount BETWEEN 0 AND total)
);

CREATE TABLE order_payments (
  payment_id uuid PRIMARY KEY,
  order_id uuid NOT NULL REFERENCES orders,
  state text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  payer_id uuid NOT NULL,
  -- Empty for what was paid elsewhere.
  method text NOT NULL,
  external_reference text NOT NULL
);
CREATE UNIQUE INDEX order_payments_order ON order_payments (order_id);

CREATE TABLE order_refunds (
  refund_id uuid PRIMARY KEY,
  order_id uuid NOT NULL REFERENCES orders,
  payment_id uuid NOT NULL REFERENCES order_payments,
  amount bigint NOT NULL CHECK (amount > 0),
  state text NOT NULL,
  reason text NOT NULL,
  create_time timestamptz NOT NULL
);
CREATE INDEX order_refunds_order ON order_refunds (order_id, refund_id);

CREATE TABLE order_returns (
  return_id uuid PRIMARY KEY,
  order_id uuid NOT NULL REFERENCES orders,
  -- [{ "lineId": uuid, "quantity": decimal text }]
  lines jsonb NOT NULL,
  reason text NOT NULL,
  amount bigint NOT NULL CHECK (amount >= 0),
  restocked boolean NOT NULL,
  create_time timestamptz NOT NULL,
  business_time timestamptz NOT NULL
);
CREATE INDEX order_returns_order ON order_returns (order_id, return_id);

-- Who asked for what under which request_id, and what they were told: kept with the order, whose saga spans transactions.
CREATE TABLE order_requests (
  caller text NOT NULL,
  method text NOT NULL,
  key text NOT NULL,
  hash text NOT NULL,
  order_id uuid NOT NULL CONSTRAINT order_requests_order REFERENCES orders,
  -- The return it made, if it made one.
  return_id uuid,
  -- How far the order had come when it was answered; null until then.
  outcome jsonb,
  create_time timestamptz NOT NULL,
  PRIMARY KEY (caller, method, key)
);
CREATE INDEX order_requests_open ON order_requests (order_id) WHERE outcome IS NULL;
