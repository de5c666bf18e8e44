CREATE TABLE draft_orders (
  draft_order_id uuid PRIMARY KEY,
  state text NOT NULL,
  user_id uuid,
  currency_code text NOT NULL,
  -- E-mail, addresses, price of shipping, reason.
  content jsonb NOT NULL,
  lines jsonb NOT NULL,
  -- What it costs, as pricing said when it was entered.
  quote jsonb NOT NULL,
  business_time timestamptz,
  created_by uuid NOT NULL,
  -- The order of the placing under way.
  placing_order_id uuid,
  -- The order it became.
  order_id uuid,
  create_time timestamptz NOT NULL,
  update_time timestamptz NOT NULL
);
CREATE INDEX draft_orders_state ON draft_orders (state, draft_order_id);

-- What the staff did that customers cannot; only ever added to.
CREATE TABLE order_audit (
  audit_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  actor uuid NOT NULL,
  time timestamptz NOT NULL,
  action text NOT NULL,
  draft_order_id uuid NOT NULL,
  reason text NOT NULL,
  document jsonb NOT NULL
);
CREATE INDEX order_audit_draft_order ON order_audit (draft_order_id);
