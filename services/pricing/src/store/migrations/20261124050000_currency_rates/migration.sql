-- By what prices in one currency are derived from those in another.
CREATE TABLE currency_rates (
  base_currency_code text NOT NULL,
  currency_code text NOT NULL CHECK (currency_code <> base_currency_code),
  -- Of one unit of the base currency, in billionths of a unit of the other.
  rate_billionths bigint NOT NULL CHECK (rate_billionths > 0),
  -- What prices are a multiple of.
  rounding_step bigint NOT NULL CHECK (rounding_step > 0),
  source text NOT NULL,
  rate_time timestamptz NOT NULL,
  update_time timestamptz NOT NULL,
  PRIMARY KEY (currency_code, base_currency_code)
);
