CREATE TABLE profiles (
  user_id uuid PRIMARY KEY,
  version bigint NOT NULL,
  display_name text NOT NULL,
  email text NOT NULL,
  email_verified boolean NOT NULL,
  language_code text NOT NULL,
  currency_code text NOT NULL,
  marketing_accepted boolean NOT NULL,
  create_time timestamptz NOT NULL,
  update_time timestamptz NOT NULL
);

-- A row a person who ever had an address. Whoever changes the book locks it first.
CREATE TABLE address_books (
  user_id uuid PRIMARY KEY,
  -- Counts the changes.
  version bigint NOT NULL,
  -- How many addresses are in it.
  size integer NOT NULL CONSTRAINT address_books_size_check CHECK (size BETWEEN 0 AND 100)
);

CREATE TABLE addresses (
  address_id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES address_books,
  version bigint NOT NULL,
  label text NOT NULL,
  -- The parts of ultramarket.common.v1.Address.
  address jsonb NOT NULL,
  default_shipping boolean NOT NULL,
  default_billing boolean NOT NULL,
  create_time timestamptz NOT NULL,
  update_time timestamptz NOT NULL
);
CREATE INDEX addresses_user ON addresses (user_id, address_id);
CREATE UNIQUE INDEX addresses_default_shipping ON addresses (user_id) WHERE default_shipping;
CREATE UNIQUE INDEX addresses_default_billing ON addresses (user_id) WHERE default_billing;
