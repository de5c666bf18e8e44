-- Roles the shop made, beside those that come with the market.
CREATE TABLE shop_roles (
  name text PRIMARY KEY,
  description text NOT NULL,
  permissions text[] NOT NULL,
  version bigint NOT NULL,
  create_time timestamptz NOT NULL,
  update_time timestamptz NOT NULL
);
-- Who has a role besides being a customer.
CREATE INDEX accounts_roles ON accounts USING gin (roles) WHERE roles <> '{customer}';
