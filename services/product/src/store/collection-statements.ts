import { statement } from "#mesh/store";
import { type CollectionRow, columns, type RuleDocument } from "./collection-row.ts";
import type { ProductRow } from "./product-row.ts";
import { columns as productColumns } from "./product-statements.ts";

const ofProduct = productColumns.replaceAll(/\w+/g, "products.$&");

export const find = statement<CollectionRow>(
  "collection.find",
  `SELECT ${columns} FROM collections WHERE collection_id = $1`,
);

export const lock = statement<CollectionRow>(
  "collection.lock",
  `SELECT ${columns} FROM collections WHERE collection_id = $1 FOR NO KEY UPDATE`,
);

/** $1 collection after which the page starts, $2 rows. */
export const page = statement<CollectionRow>(
  "collection.page",
  `SELECT ${columns} FROM collections WHERE collection_id > $1 ORDER BY collection_id LIMIT $2`,
);

export const insert = statement<never>(
  "collection.insert",
  `INSERT INTO collections (${columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
);

export const update = statement<never>(
  "collection.update",
  `UPDATE collections SET version = $2, name = $3, slug = $4, description = $5, product_ids = $6, rule = $7,
     fill_after = $8, create_time = $9, update_time = $10
   WHERE collection_id = $1`,
);

/** Published ones chosen by hand for the collection $1, behind the place $2, $3 rows. */
export const chosenProducts = statement<ProductRow & { readonly place: bigint }>(
  "collection.chosen_products",
  `SELECT ${ofProduct}, place
   FROM collections, unnest(product_ids) WITH ORDINALITY AS chosen (product_id, place)
     JOIN products ON products.product_id = chosen.product_id AND state = 'PUBLISHED'
   WHERE collection_id = $1 AND place > $2 ORDER BY place LIMIT $3`,
);

/** Those that the rule of the collection $1 fits, before the product $2, $3 rows; OFFSET 0 as in `pageByCategory`. */
export const fittingProducts = statement<ProductRow>(
  "collection.fitting_products",
  `SELECT ${productColumns.replaceAll(/\w+/g, "fitting.$&")}
   FROM collection_products CROSS JOIN LATERAL (
     SELECT ${productColumns} FROM products
     WHERE products.product_id = collection_products.product_id AND state = 'PUBLISHED' OFFSET 0
   ) AS fitting
   WHERE collection_id = $1 AND collection_products.product_id < $2
   ORDER BY collection_products.product_id DESC LIMIT $3`,
);

export const countProducts = statement<{ product_id: string }>(
  "collection.find_products",
  "SELECT product_id FROM products WHERE product_id = ANY ($1::uuid[])",
);

/** A rule, and whether the product $1 is among those it fits. */
export interface RuleRow {
  readonly collection_id: string;
  readonly rule: RuleDocument;
  readonly is_in: boolean;
}

export const rules = statement<RuleRow>(
  "collection.rules",
  `SELECT collection_id, rule, EXISTS (
     SELECT FROM collection_products
     WHERE collection_products.collection_id = collections.collection_id AND product_id = $1
   ) AS is_in
   FROM collections WHERE rule IS NOT NULL`,
);

/** A product, and the categories it stands in or under. */
export interface PlacedRow extends ProductRow {
  readonly category_ids: readonly string[];
}

const placed = `SELECT ${productColumns}, ARRAY (
    SELECT category_id FROM product_categories WHERE product_categories.product_id = products.product_id
  ) AS category_ids
  FROM products`;

export const holdProduct = statement<PlacedRow>("collection.hold_product", `${placed} WHERE product_id = $1 FOR SHARE`);

/** $1 product after which they start, $2 rows. */
export const holdProducts = statement<PlacedRow>(
  "collection.hold_products",
  `${placed} WHERE product_id > $1 ORDER BY product_id LIMIT $2 FOR SHARE`,
);

/** Puts products $2 into the collections $1 beside them, or out of them ($4), if these still have the rules $3. */
export const refit = statement<never>(
  "collection.refit",
  `WITH given AS (
     SELECT given.* FROM unnest($1::uuid[], $2::uuid[], $3::jsonb[], $4::boolean[])
       AS given (collection_id, product_id, rule, fits)
       JOIN collections ON collections.collection_id = given.collection_id AND collections.rule = given.rule
     FOR SHARE OF collections
   ),
   gone AS (
     DELETE FROM collection_products USING given
     WHERE collection_products.collection_id = given.collection_id
       AND collection_products.product_id = given.product_id AND NOT fits
   )
   INSERT INTO collection_products (collection_id, product_id)
   SELECT collection_id, product_id FROM given WHERE fits ON CONFLICT DO NOTHING`,
);

export const anyRule = statement<{ one: number }>(
  "collection.any_rule",
  "SELECT 1 AS one FROM collections WHERE rule IS NOT NULL LIMIT 1",
);

/** One whose rule is a second old: by then everybody knows that there are rules. */
export const lockFilling = statement<CollectionRow>(
  "collection.lock_filling",
  `SELECT ${columns} FROM collections WHERE fill_after IS NOT NULL AND update_time < now() - interval '1 second'
   ORDER BY collection_id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED`,
);

/** Whether a rule has products left to be tried on. */
export const anyToFill = statement<never>(
  "collection.any_to_fill",
  "SELECT FROM collections WHERE fill_after IS NOT NULL LIMIT 1",
);

/** The members of the collection $1 among the products behind $2 up to $3. */
export const members = statement<{ product_id: string }>(
  "collection.members",
  "SELECT product_id FROM collection_products WHERE collection_id = $1 AND product_id > $2 AND product_id <= $3",
);

export const advance = statement<never>(
  "collection.advance",
  "UPDATE collections SET fill_after = $2 WHERE collection_id = $1",
);
