import { statement } from "#mesh/store";
import type { CategoryRow } from "./category-row.ts";

const columns = "category_id, path, version, name, slug, description, create_time, update_time, attributes";

export const findMany = statement<CategoryRow>(
  "category.find_many",
  `SELECT ${columns} FROM categories WHERE category_id = ANY ($1::uuid[])`,
);

/** The categories $1 and all above them. */
export const findWithAbove = statement<CategoryRow>(
  "category.find_with_above",
  `SELECT ${columns} FROM categories
   WHERE category_id IN (SELECT unnest(path) FROM categories WHERE category_id = ANY ($1::uuid[]))`,
);

/** What the slug $1 names: a category that has it before one that had it. */
export const findBySlug = statement<CategoryRow & { readonly moved: boolean }>(
  "category.find_by_slug",
  `SELECT ${columns}, false AS moved FROM categories WHERE slug = $1
   UNION ALL
   SELECT ${columns.replaceAll(/\w+/g, "categories.$&")}, true
   FROM former_category_slugs JOIN categories USING (category_id) WHERE former_category_slugs.slug = $1
   ORDER BY moved LIMIT 1`,
);

/** Keeps that the category $2 had the slug $1. */
export const keepFormerSlug = statement<never>(
  "category.keep_former_slug",
  `INSERT INTO former_category_slugs (slug, category_id) VALUES ($1, $2)
   ON CONFLICT (slug) DO UPDATE SET category_id = EXCLUDED.category_id`,
);

/** Held by who puts categories into the tree or moves them, one at a time. */
export const lockTree = statement<never>(
  "category.lock_tree",
  "SELECT pg_advisory_xact_lock(hashtext(current_schema()), hashtext('categories'))",
);

/** The category $1 and all below it. Who places products in them waits. */
export const lockSubtree = statement<CategoryRow>(
  "category.lock_subtree",
  `SELECT ${columns} FROM categories WHERE path @> ARRAY [$1::uuid] ORDER BY category_id FOR NO KEY UPDATE`,
);

/** Gives all below the category $1, whose path is $2, its place: their paths go on behind the $3 first of the old ones. */
export const moveBelow = statement<never>(
  "category.move_below",
  `UPDATE categories SET path = $2::uuid[] || path[$3::integer + 1:]
   WHERE path @> ARRAY [$1::uuid] AND category_id <> $1`,
);

/** Puts the products under the category $1 under the categories $2 as well. */
export const addAbove = statement<never>(
  "category.add_above",
  `INSERT INTO product_categories (category_id, product_id, direct)
   SELECT above, product_id, false FROM product_categories, unnest($2::uuid[]) AS above
   WHERE category_id = $1 ON CONFLICT DO NOTHING`,
);

/** Takes the products under the category $1 out of the categories $2, but for those that stand there by another one. */
export const removeAbove = statement<never>(
  "category.remove_above",
  `DELETE FROM product_categories AS placed USING product_categories AS moved
   WHERE moved.category_id = $1 AND placed.product_id = moved.product_id
     AND placed.category_id = ANY ($2::uuid[]) AND NOT placed.direct
     AND NOT EXISTS (
       SELECT FROM product_categories AS other JOIN categories USING (category_id)
       WHERE other.product_id = placed.product_id AND other.direct AND path @> ARRAY [placed.category_id]
     )`,
);

export const lock = statement<CategoryRow>(
  "category.lock",
  `SELECT ${columns} FROM categories WHERE category_id = $1 FOR UPDATE`,
);

/** $1 category after which the page starts, $2 rows. */
export const page = statement<CategoryRow>(
  "category.page",
  `SELECT ${columns} FROM categories WHERE category_id > $1 ORDER BY category_id LIMIT $2`,
);

/** As `page`, and $3 the parent. */
export const pageOfParent = statement<CategoryRow>(
  "category.page_of_parent",
  `SELECT ${columns} FROM categories WHERE parent_category_id = $3 AND category_id > $1 ORDER BY category_id LIMIT $2`,
);

export const insert = statement<never>(
  "category.insert",
  `INSERT INTO categories
     (category_id, parent_category_id, path, version, name, slug, description, create_time, update_time, attributes)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
);

export const update = statement<never>(
  "category.update",
  `UPDATE categories SET parent_category_id = $2, path = $3, version = $4, name = $5, slug = $6, description = $7,
     create_time = $8, update_time = $9, attributes = $10
   WHERE category_id = $1`,
);
