import { statement } from "#mesh/store";
import type { ProductRow } from "./product-row.ts";
import { columns } from "./product-statements.ts";

/** Locks the products that hold the SKUs $1. */
export const lockBySkus = statement<ProductRow>(
  "product.lock_by_skus",
  `SELECT ${columns} FROM products
   WHERE product_id IN (SELECT product_id FROM variants WHERE sku = ANY ($1::text[])) ORDER BY product_id FOR UPDATE`,
);

export const findSlugs = statement<{ slug: string; product_id: string }>(
  "product.find_slugs",
  "SELECT slug, product_id FROM products WHERE slug = ANY ($1::text[])",
);

/** Who has the slugs $1 as translations, each in the language $2 beside it. */
export const findTranslatedSlugs = statement<{ slug: string; language_code: string; product_id: string }>(
  "product.find_translated_slugs",
  `SELECT slug, language_code, product_id FROM product_slugs
   JOIN unnest($1::text[], $2::text[]) AS given (slug, language_code) USING (slug, language_code) WHERE is_current`,
);

/** The rows of products, each column an array; that of the documents is one text, parted by what no JSON text contains. */
const given = `unnest(
  $1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::text[], string_to_array($6, chr(31))::jsonb[],
  $7::timestamptz[], $8::timestamptz[]
) AS given (${columns})`;

/** In the order of the slugs: batches that make the same ones wait for each other, and not in a circle. */
export const insertAll = statement<never>(
  "product.insert_all",
  `INSERT INTO products (${columns}) SELECT * FROM ${given} ORDER BY slug`,
);

export const updateAll = statement<never>(
  "product.update_all",
  `UPDATE products SET version = given.version, state = given.state, slug = given.slug, brand = given.brand,
     document = given.document, update_time = given.update_time
   FROM ${given} WHERE products.product_id = given.product_id`,
);

/** Puts the products $1 under the categories $3, each of the product $2 beside it, and all above them, and no other. */
export const placeAllInCategories = statement<never>(
  "product.place_all_in_categories",
  `WITH named AS (
     SELECT category_id, path FROM categories WHERE category_id = ANY ($3::uuid[]) ORDER BY category_id FOR SHARE
   ),
   wanted AS (
     SELECT product_id, above AS category_id, bool_or(above = named.category_id) AS direct
     FROM unnest($2::uuid[], $3::uuid[]) AS given (product_id, category_id) JOIN named USING (category_id),
       unnest(path) AS above
     GROUP BY product_id, above
   ),
   gone AS (
     DELETE FROM product_categories
     WHERE product_id = ANY ($1::uuid[])
       AND (product_id, category_id) NOT IN (SELECT product_id, category_id FROM wanted)
   )
   INSERT INTO product_categories (category_id, product_id, direct)
   SELECT category_id, product_id, direct FROM wanted
   ON CONFLICT (category_id, product_id) DO UPDATE SET direct = EXCLUDED.direct
   WHERE product_categories.direct <> EXCLUDED.direct`,
);

/** Removes the variants of the products $1. */
export const removeAllVariants = statement<never>(
  "product.remove_all_variants",
  "DELETE FROM variants WHERE product_id = ANY ($1::uuid[])",
);

/** Adds variants $2 with SKUs $3, each to the product $1 beside it; answers those whose SKU was free. */
export const insertAllVariants = statement<{ sku: string }>(
  "product.insert_all_variants",
  `INSERT INTO variants (product_id, variant_id, sku)
   SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS given (product_id, variant_id, sku) ORDER BY sku
   ON CONFLICT (sku) DO NOTHING RETURNING sku`,
);
