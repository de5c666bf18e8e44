-- Kinds of goods that are taxed alike.
CREATE TABLE tax_classes (
  tax_class text PRIMARY KEY,
  version bigint NOT NULL,
  name text NOT NULL,
  update_time timestamptz NOT NULL
);
INSERT INTO tax_classes (tax_class, version, name, update_time) VALUES
  ('standard', 1, 'Standard rate', now()), ('reduced', 1, 'Reduced rate', now()), ('zero', 1, 'Zero rate', now());

-- Rates beside that of tax_rules, which is the standard class's in the whole country.
CREATE TABLE tax_rates (
  country_code text NOT NULL REFERENCES tax_rules,
  -- Empty for the whole country.
  region_code text NOT NULL,
  tax_class text NOT NULL REFERENCES tax_classes CHECK (tax_class <> 'zero'),
  -- Empty for the rule's.
  name text NOT NULL,
  rate_hundredths integer NOT NULL CHECK (rate_hundredths BETWEEN 0 AND 10000),
  PRIMARY KEY (country_code, region_code, tax_class),
  CHECK (tax_class <> 'standard' OR region_code <> '')
);

-- The class of each variant that is not of the standard class.
CREATE TABLE taxed_variants (
  variant_id uuid PRIMARY KEY,
  tax_class text NOT NULL REFERENCES tax_classes CHECK (tax_class <> 'standard')
);
CREATE INDEX taxed_variants_class ON taxed_variants (tax_class, variant_id);
