import { statement } from "#mesh/store";
import type { ItemRow } from "./wish-list-row.ts";

const columns = "variant_id, number, quantity, note, create_time, update_time";

/** The item of the variant $2 on the list $1. */
export const find = statement<ItemRow>(
  "wish_list_item.find",
  `SELECT ${columns} FROM wish_list_items WHERE wish_list_id = $1 AND variant_id = $2`,
);

type PageRow = (ItemRow | { readonly [Column in keyof ItemRow]: null }) & { readonly owner_id: string };

/**
 * Those of the list $2 before the number $3 (null: from the last), $4 rows, or one of nulls if there is none; no row if
 * the list is neither of the user $1 nor shared.
 */
export const page = statement<PageRow>(
  "wish_list_item.page",
  `SELECT list.user_id AS owner_id, item.* FROM wish_lists AS list LEFT JOIN LATERAL (
     SELECT ${columns} FROM wish_list_items
     WHERE wish_list_id = list.wish_list_id AND ($3::bigint IS NULL OR number < $3) ORDER BY number DESC LIMIT $4
   ) AS item ON true
   WHERE list.wish_list_id = $2 AND (list.user_id = $1 OR list.shared) ORDER BY number DESC`,
);

/**
 * Writes the item, `itemValues`, to the locked list, which gets the version $8 and the item count $9. An item that is
 * there keeps its number.
 */
export const keep = statement<never>(
  "wish_list_item.keep",
  `WITH kept AS (
     INSERT INTO wish_list_items (wish_list_id, ${columns})
     VALUES ($1::uuid, $2, $3, $4, $5, $6, $7::timestamptz)
     ON CONFLICT (wish_list_id, variant_id)
       DO UPDATE SET quantity = excluded.quantity, note = excluded.note, update_time = excluded.update_time
   )
   UPDATE wish_lists SET version = $8, item_count = $9, update_time = $7 WHERE wish_list_id = $1`,
);

/** Removes the variant $2 from the locked list $1 at $3. Answers the list's new version; no row if it was not there. */
export const remove = statement<{ readonly version: bigint }>(
  "wish_list_item.remove",
  `WITH removed AS (
     DELETE FROM wish_list_items WHERE wish_list_id = $1 AND variant_id = $2 RETURNING wish_list_id
   )
   UPDATE wish_lists AS list SET version = version + 1, item_count = item_count - 1, update_time = $3
   FROM removed WHERE list.wish_list_id = removed.wish_list_id RETURNING version`,
);
