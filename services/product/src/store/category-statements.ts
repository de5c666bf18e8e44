import { statement } from "#mesh/store";
import type { CategoryRow } from "./category-row.ts";

const columns = "category_id, path, version, name, slug, description, create_time, update_time";

export const findMany = statement<CategoryRow>(
  "category.find_many",
  `SELECT ${columns} FROM categories WHERE category_id = ANY ($1::uuid[])`,
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
     (category_id, parent_category_id, path, version, name, slug, description, create_time, update_time)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
);

export const update = statement<never>(
  "category.update",
  `UPDATE categories SET parent_category_id = $2, path = $3, version = $4, name = $5, slug = $6, description = $7,
     create_time = $8, update_time = $9
   WHERE category_id = $1`,
);
