-- What was credited without an order in the market; a credit never changes. Amounts are in minor units of the currency.
CREATE TABLE credit_facts (
  credit_id uuid PRIMARY KEY,
  currency_code text NOT NULL,
  business_time timestamptz NOT NULL,
  lines bigint NOT NULL,
  amount bigint NOT NULL CHECK (amount >= 0),
  -- When the event happened.
  event_time timestamptz NOT NULL
);
CREATE INDEX credit_facts_business_time ON credit_facts (business_time);
CREATE INDEX credit_facts_event_time ON credit_facts (event_time);

ALTER TABLE revenue_quarters
  ADD COLUMN credits bigint NOT NULL DEFAULT 0,
  ADD COLUMN credit_lines bigint NOT NULL DEFAULT 0;
