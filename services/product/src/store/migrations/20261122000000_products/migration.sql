CREATE TABLE categories (
  category_id uuid PRIMARY KEY,
  parent_category_id uuid REFERENCES categories,
  -- From the top of the tree down to the category itself.
  path uuid[] NOT NULL,
  version bigint NOT NULL,
  name text NOT NULL,
  slug text NOT NULL CONSTRAINT categories_slug_key UNIQUE,
  description text NOT NULL,
  create_time timestamptz NOT NULL,
  update_time timestamptz NOT NULL
);
CREATE INDEX categories_parent ON categories (parent_category_id, category_id);

CREATE TABLE products (
  product_id uuid PRIMARY KEY,
  version bigint NOT NULL,
  state text NOT NULL,
  slug text NOT NULL CONSTRAINT products_slug_key UNIQUE,
  brand text NOT NULL,
  -- Everything else: names, options, variants, media, attributes.
  document jsonb NOT NULL,
  create_time timestamptz NOT NULL,
  update_time timestamptz NOT NULL
);
CREATE INDEX products_state ON products (state, product_id);
CREATE INDEX products_brand ON products (brand, product_id);

-- Each product under its categories and all categories above them.
CREATE TABLE product_categories (
  category_id uuid NOT NULL REFERENCES categories,
  product_id uuid NOT NULL REFERENCES products,
  PRIMARY KEY (category_id, product_id)
);
CREATE INDEX product_categories_product ON product_categories (product_id);

CREATE TABLE variants (
  variant_id uuid PRIMARY KEY,
  product_id uuid NOT NULL REFERENCES products,
  sku text NOT NULL CONSTRAINT variants_sku_key UNIQUE
);
CREATE INDEX variants_product ON variants (product_id);
