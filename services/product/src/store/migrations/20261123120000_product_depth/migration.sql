-- What products of a category may or must state.
ALTER TABLE categories ADD COLUMN attributes jsonb NOT NULL DEFAULT '[]';
CREATE INDEX categories_path ON categories USING gin (path);

-- True where the product itself names the category, false where it stands under it by one below. Documents name categories
-- by "cat_" and the uuid in Crockford's base32: five bits a character, two of them too many at the front.
ALTER TABLE product_categories ADD COLUMN direct boolean NOT NULL DEFAULT false;
WITH named AS (
  SELECT product_id, substr(category_id, 5) AS text
  FROM products, jsonb_array_elements_text(document -> 'categoryIds') AS category_id
), bits AS (
  SELECT product_id, text, substr(string_agg(
    ((strpos('0123456789abcdefghjkmnpqrstvwxyz', substr(text, place, 1)) - 1)::bit(5))::text, '' ORDER BY place
  ), 3) AS bits
  FROM named, generate_series(1, 26) AS place GROUP BY product_id, text
), direct AS (
  SELECT product_id, (SELECT string_agg(
    lpad(to_hex(substr(bits, quarter * 32 + 1, 32)::bit(32)::bigint), 8, '0'), '' ORDER BY quarter
  ) FROM generate_series(0, 3) AS quarter)::uuid AS category_id
  FROM bits
)
UPDATE product_categories SET direct = true FROM direct
WHERE product_categories.product_id = direct.product_id AND product_categories.category_id = direct.category_id;

-- Slugs that name a product besides products.slug: those it had, and those of its translations.
CREATE TABLE product_slugs (
  slug text NOT NULL,
  -- Empty for a slug that products.slug was.
  language_code text NOT NULL,
  product_id uuid NOT NULL REFERENCES products,
  -- False for one that the product has no more.
  is_current boolean NOT NULL,
  PRIMARY KEY (slug, language_code)
);
CREATE INDEX product_slugs_product ON product_slugs (product_id);

CREATE TABLE former_category_slugs (
  slug text PRIMARY KEY,
  category_id uuid NOT NULL REFERENCES categories
);

CREATE TABLE brands (
  brand_id uuid PRIMARY KEY,
  version bigint NOT NULL,
  name text NOT NULL CONSTRAINT brands_name_key UNIQUE,
  slug text NOT NULL CONSTRAINT brands_slug_key UNIQUE,
  description text NOT NULL,
  logo_url text NOT NULL,
  create_time timestamptz NOT NULL,
  update_time timestamptz NOT NULL
);

-- Names that brands had, until the products that carry them have followed.
CREATE TABLE brand_renames (
  brand_id uuid NOT NULL REFERENCES brands,
  former_name text NOT NULL,
  PRIMARY KEY (brand_id, former_name)
);

CREATE TABLE collections (
  collection_id uuid PRIMARY KEY,
  version bigint NOT NULL,
  name text NOT NULL,
  slug text NOT NULL CONSTRAINT collections_slug_key UNIQUE,
  description text NOT NULL,
  -- Those chosen by hand, in their order.
  product_ids uuid[] NOT NULL,
  -- Null if they are chosen by hand.
  rule jsonb,
  -- The product after which a new rule is to be tried next; null when all have been.
  fill_after uuid,
  create_time timestamptz NOT NULL,
  update_time timestamptz NOT NULL
);
CREATE INDEX collections_filling ON collections (collection_id) WHERE fill_after IS NOT NULL;
CREATE INDEX collections_ruled ON collections (collection_id) WHERE rule IS NOT NULL;

-- The products that the rules fit.
CREATE TABLE collection_products (
  collection_id uuid NOT NULL REFERENCES collections,
  product_id uuid NOT NULL REFERENCES products,
  PRIMARY KEY (collection_id, product_id)
);
CREATE INDEX collection_products_product ON collection_products (product_id);

-- When the next scheduled change of a product is due.
CREATE TABLE product_schedules (
  product_id uuid PRIMARY KEY REFERENCES products,
  due_time timestamptz NOT NULL
);
CREATE INDEX product_schedules_due ON product_schedules (due_time);

-- The events are also the history of each product.
CREATE INDEX outbox_history ON outbox (key, version);
