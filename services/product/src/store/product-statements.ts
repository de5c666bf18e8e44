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

/**
 * As `pageByState`, and $4 a category. OFFSET 0 keeps the planner from merging both sides in the order of the ids, which
 * reads all products from the newest on for a page that lies deep.
 */
export const pageByCategory = statement<ProductRow>(
  "product.page_by_category",
  `SELECT ${columns.replaceAll(/\w+/g, "placed.$&")}
   FROM product_categories CROSS JOIN LATERAL (
     SELECT ${columns} FROM products
     WHERE products.product_id = product_categories.product_id AND state = $1 OFFSET 0
   ) AS placed
   WHERE category_id = $4 AND product_categories.product_id < $2
   ORDER BY product_categories.product_id DESC LIMIT $3`,
);

const soldBy = "document ? 'sellerId' AND document ->> 'sellerId' = $1";

/** Of the seller $1, before the product $2, $3 rows. */
export const pageBySeller = statement<ProductRow>(
  "product.page_by_seller",
  `SELECT ${columns} FROM products WHERE ${soldBy} AND product_id < $2 ORDER BY product_id DESC LIMIT $3`,
);

const moderatedTo = "document ? 'moderation' AND document -> 'moderation' ->> 'state' = $1";

/** Whose moderation got to $1, before the product $2, $3 rows. */
export const pageByModeration = statement<ProductRow>(
  "product.page_by_moderation",
  `SELECT ${columns} FROM products WHERE ${moderatedTo} AND product_id < $2 ORDER BY product_id DESC LIMIT $3`,
);

/** Behind the product $1, $2 rows. */
export const pageOfAll = statement<ProductRow>(
  "product.page_of_all",
  `SELECT ${columns} FROM products WHERE product_id > $1 ORDER BY product_id LIMIT $2`,
);

/** Of which something is due at $1, $2 rows. */
export const due = statement<{ product_id: string }>(
  "product.due",
  "SELECT product_id FROM product_schedules WHERE due_time <= $1 ORDER BY due_time LIMIT $2",
);

/** Keeps when something of the products $1 is due next: $2 beside them, null for never. */
export const keepSchedules = statement<never>(
  "product.keep_schedules",
  `WITH given AS (SELECT * FROM unnest($1::uuid[], $2::timestamptz[]) AS given (product_id, due_time)),
   gone AS (
     DELETE FROM product_schedules USING given
     WHERE product_schedules.product_id = given.product_id AND given.due_time IS NULL
   )
   INSERT INTO product_schedules (product_id, due_time) SELECT * FROM given WHERE due_time IS NOT NULL
   ON CONFLICT (product_id) DO UPDATE SET due_time = EXCLUDED.due_time`,
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

/** What the slug $1 names: a product that has it before one that had it, in the language $2 before others. */
export const findBySlug = statement<ProductRow & { readonly moved: boolean }>(
  "product.find_by_slug",
  `SELECT ${columns.replaceAll(/\w+/g, "products.$&")}, rank = 3 AS moved
   FROM (
     SELECT product_id, 0 AS rank FROM products WHERE slug = $1
     UNION ALL
     SELECT product_id, CASE WHEN NOT is_current THEN 3 WHEN language_code = $2 THEN 1 ELSE 2 END
     FROM product_slugs WHERE slug = $1
   ) AS named JOIN products USING (product_id) ORDER BY rank LIMIT 1`,
);

/** Puts the product $1 under the categories $2, which do not move until the end, and all above them, and under no other. */
export const placeInCategories = statement<never>(
  "product.place_in_categories",
  `WITH named AS (
     SELECT category_id, path FROM categories WHERE category_id = ANY ($2::uuid[]) ORDER BY category_id FOR SHARE
   ),
   wanted AS (
     SELECT above AS category_id, bool_or(above = named.category_id) AS direct
     FROM named, unnest(path) AS above GROUP BY above
   ),
   gone AS (
     DELETE FROM product_categories WHERE product_id = $1 AND category_id NOT IN (SELECT category_id FROM wanted)
   )
   INSERT INTO product_categories (category_id, product_id, direct) SELECT category_id, $1, direct FROM wanted
   ON CONFLICT (category_id, product_id) DO UPDATE SET direct = EXCLUDED.direct
   WHERE product_categories.direct <> EXCLUDED.direct`,
);

export const removeVariants = statement<never>("product.remove_variants", "DELETE FROM variants WHERE product_id = $1");

/** Adds variants $2 with SKUs $3 to the product $1; answers those whose SKU was free. */
export const insertVariants = statement<{ sku: string }>(
  "product.insert_variants",
  `INSERT INTO variants (product_id, variant_id, sku)
   SELECT $1, * FROM unnest($2::uuid[], $3::text[])
   ON CONFLICT (sku) DO NOTHING RETURNING sku`,
);
