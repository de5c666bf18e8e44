CREATE TABLE payments (
  payment_id uuid PRIMARY KEY,
  order_id uuid NOT NULL,
  -- Null for what was paid outside of the market.
  user_id uuid,
  version bigint NOT NULL,
  state text NOT NULL
    CHECK (state IN ('PENDING', 'REQUIRES_ACTION', 'AUTHORIZED', 'CAPTURED', 'DECLINED', 'VOIDED', 'UNKNOWN')),
  currency_code text NOT NULL,
  -- All amounts in minor units of the currency.
  amount bigint NOT NULL CHECK (amount > 0),
  captured_amount bigint NOT NULL CHECK (captured_amount BETWEEN 0 AND amount),
  refunded_amount bigint NOT NULL CHECK (refunded_amount BETWEEN 0 AND captured_amount),
  provider text NOT NULL CHECK (provider IN ('STRIPE', 'EXTERNAL')),
  payment_method text NOT NULL,
  return_url text NOT NULL,
  provider_reference text NOT NULL,
  decline_code text NOT NULL,
  next_action jsonb,
  create_time timestamptz NOT NULL,
  update_time timestamptz NOT NULL,
  -- Who works on it now, and when another may take it up; null when nothing is left to be done.
  lease uuid,
  due_time timestamptz,
  attempts integer NOT NULL,
  CHECK ((state = 'CAPTURED') = (captured_amount > 0))
);
CREATE INDEX payments_order ON payments (order_id, create_time, payment_id);
CREATE INDEX payments_reference ON payments (provider_reference) WHERE provider_reference <> '';
CREATE INDEX payments_due ON payments (due_time) WHERE due_time IS NOT NULL;

CREATE TABLE refunds (
  refund_id uuid PRIMARY KEY,
  payment_id uuid NOT NULL REFERENCES payments,
  amount bigint NOT NULL CHECK (amount > 0),
  state text NOT NULL CHECK (state IN ('PENDING', 'SUCCEEDED', 'FAILED')),
  provider_reference text NOT NULL,
  create_time timestamptz NOT NULL
);
CREATE INDEX refunds_payment ON refunds (payment_id, create_time);

-- Events of the provider: each is kept once and processed once.
CREATE TABLE webhook_events (
  event_id text PRIMARY KEY,
  type text NOT NULL,
  -- The provider's id of the payment it is about; empty if it is about none.
  provider_reference text NOT NULL,
  receive_time timestamptz NOT NULL,
  -- When it may be taken up; null when it is done.
  due_time timestamptz,
  attempts integer NOT NULL
);
CREATE INDEX webhook_events_due ON webhook_events (due_time) WHERE due_time IS NOT NULL;
