-- The newest version of each product whose prices are known.
CREATE TABLE catalogue_products (
  product_id uuid PRIMARY KEY,
  version bigint NOT NULL
);

-- What published products ask for their variants.
CREATE TABLE catalogue_prices (
  variant_id uuid PRIMARY KEY,
  product_id uuid NOT NULL,
  currency_code text NOT NULL,
  minor_units bigint NOT NULL CHECK (minor_units >= 0),
  update_time timestamptz NOT NULL,
  -- Until when a price counts that was read ahead of the product's event; absent for those an event told.
  expire_time timestamptz
);
CREATE INDEX catalogue_prices_product ON catalogue_prices (product_id);

-- Counts what was set for a variant: the version of its events.
CREATE TABLE listed_variants (
  variant_id uuid PRIMARY KEY,
  version bigint NOT NULL
);

-- Prices set here, which go before the catalogue's.
CREATE TABLE list_prices (
  variant_id uuid NOT NULL REFERENCES listed_variants,
  currency_code text NOT NULL,
  minor_units bigint NOT NULL CHECK (minor_units >= 0),
  update_time timestamptz NOT NULL,
  PRIMARY KEY (variant_id, currency_code)
);

CREATE TABLE promotions (
  promotion_id uuid PRIMARY KEY,
  version bigint NOT NULL,
  name text NOT NULL,
  coupon_code text NOT NULL,
  percent_off_hundredths integer NOT NULL,
  amount_off_currency_code text,
  amount_off_minor_units bigint,
  min_subtotal_currency_code text,
  min_subtotal_minor_units bigint,
  start_time timestamptz,
  end_time timestamptz,
  create_time timestamptz NOT NULL,
  update_time timestamptz NOT NULL,
  -- True until the promotion has ended and another one asks for its code.
  holds_code boolean NOT NULL,
  CHECK ((percent_off_hundredths > 0) <> (amount_off_minor_units IS NOT NULL))
);
CREATE UNIQUE INDEX promotions_coupon_code_key ON promotions (coupon_code) WHERE holds_code;

CREATE TABLE tax_rules (
  country_code text PRIMARY KEY,
  version bigint NOT NULL,
  name text NOT NULL,
  rate_hundredths integer NOT NULL,
  inclusive boolean NOT NULL,
  update_time timestamptz NOT NULL
);
