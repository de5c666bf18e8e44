-- What customers were credited without an order in the market; only ever added to. Amounts are in minor units.
CREATE TABLE credits (
  credit_id uuid PRIMARY KEY,
  user_id uuid,
  currency_code text NOT NULL,
  -- As they were given, with SKU, name and price.
  lines jsonb NOT NULL,
  total bigint NOT NULL CHECK (total >= 0),
  -- Empty for none.
  external_reference text NOT NULL,
  reason text NOT NULL,
  created_by uuid NOT NULL,
  business_time timestamptz NOT NULL,
  create_time timestamptz NOT NULL
);
CREATE INDEX credits_business_time ON credits (business_time, credit_id);
CREATE INDEX credits_user ON credits (user_id, business_time, credit_id) WHERE user_id IS NOT NULL;

-- An entry is about a draft or about a credit.
ALTER TABLE order_audit
  ALTER COLUMN draft_order_id DROP NOT NULL,
  ADD COLUMN credit_id uuid,
  ADD CONSTRAINT order_audit_subject CHECK (num_nonnulls(draft_order_id, credit_id) = 1) NOT VALID;
CREATE INDEX order_audit_credit ON order_audit (credit_id) WHERE credit_id IS NOT NULL;
