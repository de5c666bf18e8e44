-- All amounts are in minor units of the currency.
CREATE TABLE order_facts (
  order_id uuid PRIMARY KEY,
  -- Of the event that told it.
  version bigint NOT NULL,
  currency_code text NOT NULL,
  business_time timestamptz NOT NULL,
  lines bigint NOT NULL,
  units bigint NOT NULL,
  gross bigint NOT NULL CHECK (gross >= 0),
  -- When the event happened.
  event_time timestamptz NOT NULL
);
CREATE INDEX order_facts_business_time ON order_facts (business_time);
CREATE INDEX order_facts_event_time ON order_facts (event_time);

CREATE TABLE refund_facts (
  refund_id uuid PRIMARY KEY,
  order_id uuid NOT NULL,
  -- The order's, by the event that told it.
  version bigint NOT NULL,
  currency_code text NOT NULL,
  business_time timestamptz NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  -- FAILED ones count for nothing.
  state text NOT NULL CHECK (state IN ('PENDING', 'SUCCEEDED', 'FAILED'))
);
CREATE INDEX refund_facts_business_time ON refund_facts (business_time);

-- Sums of facts by quarter of an hour, since all time zones of today begin their days on one. Kept by the statement that
-- keeps the facts; room in each page keeps new versions of a row beside the old ones.
CREATE TABLE revenue_quarters (
  begin_time timestamptz NOT NULL CHECK (date_bin('15 minutes', begin_time, 'epoch') = begin_time),
  currency_code text NOT NULL,
  orders bigint NOT NULL,
  lines bigint NOT NULL,
  units bigint NOT NULL,
  gross bigint NOT NULL,
  refunds bigint NOT NULL,
  PRIMARY KEY (begin_time, currency_code)
) WITH (fillfactor = 70);
