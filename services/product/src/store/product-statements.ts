import { statement } from "#mesh/store";
import type { ProductRow } from "./product-row.ts";

export const columns = "product_id, version, state, slug, brand, document, create_time, update_time";

export const find = statement<ProductRow>("product.find", `SELECT ${columns} FROM products WHERE product_id = $1`);

export const findMany = statement<ProductRow>(
  "product.find_many",
  `SELECT ${columns} FROM products WHERE product_id = ANY ($1::uuid[])`,
);

export const findByVariants = statement<ProductRow>(
  "product.find_by_variants",
  `SELECT ${columns} FROM products
   WHERE product_id IN (SELECT product_id FROM variants WHERE variant_id = ANY ($1::uuid[]))`,
);

export const lock = statement<ProductRow>(
  "product.lock",
  `SELECT ${columns} FROM products WHERE product_id = $1 FOR UPDATE`,
);

/** $1 state, $2 product before which the page starts, $3 rows. */
export const pageByState = statement<ProductRow>(
  "product.page_by_state",
  `SELECT ${columns} FROM products WHERE state = $1 AND product_id < $2 ORDER BY product_id DESC LIMIT $3`,
);

/** As `pageByState`, and $4 a category. */
export const pageByCategory = statement<ProductRow>(
  "product.page_by_category",
  `SELECT ${columns.replaceAll(/\w+/g, "products.$&")}
   FROM product_categories JOIN products USING (product_id)
   WHERE category_id = $4 AND product_categories.product_id < $2 AND state = $1
   ORDER BY product_categories.product_id DESC LIMIT $3`,
);

export const insert = statement<ProductRow>(
  "product.insert",
  `INSERT INTO products (${columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
);

export const update = statement<ProductRow>(
  "product.update",
  `UPDATE products SET version = $2, state = $3, slug = $4, brand = $5, document = $6, create_time = $7, update_time = $8
   WHERE product_id = $1`,
);

/** Puts the product $1 under the categories $2 and all above them, and under no other. */
export const placeInCategories = statement<never>(
  "product.place_in_categories",
  `WITH wanted AS (SELECT DISTINCT unnest(path) AS category_id FROM categories WHERE category_id = ANY ($2::uuid[])),
   gone AS (
     DELETE FROM product_categories WHERE product_id = $1 AND category_id NOT IN (SELECT category_id FROM wanted)
   )
   INSERT INTO product_categories (category_id, product_id) SELECT category_id, $1 FROM wanted ON CONFLICT DO NOTHING`,
);

export const removeVariants = statement<never>("product.remove_variants", "DELETE FROM variants WHERE product_id = $1");

/** Adds variants $2 with SKUs $3 to the product $1; answers those whose SKU was free. */
export const insertVariants = statement<{ sku: string }>(
  "product.insert_variants",
  `INSERT INTO variants (product_id, variant_id, sku)
   SELECT $1, * FROM unnest($2::uuid[], $3::text[])
   ON CONFLICT (sku) DO NOTHING RETURNING sku`,
);
