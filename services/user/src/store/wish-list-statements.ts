import { statement } from "#mesh/store";
import type { WishListRow } from "./wish-list-row.ts";

/** In the order of `wishListValues`. */
const columns = "wish_list_id, user_id, version, name, shared, item_count, create_time, update_time";

/** The list $2, if it is of the user $1, or shared. */
export const find = statement<WishListRow>(
  "wish_list.find",
  `SELECT ${columns} FROM wish_lists WHERE wish_list_id = $2 AND (user_id = $1 OR shared)`,
);

/** Those of the user $1 before the list $2 (null: from the newest), $3 rows. */
export const page = statement<WishListRow>(
  "wish_list.page",
  `SELECT ${columns} FROM wish_lists WHERE user_id = $1 AND ($2::uuid IS NULL OR wish_list_id < $2)
   ORDER BY wish_list_id DESC LIMIT $3`,
);

interface OwnerRow {
  /** How many lists there are. */
  readonly size: number;
}

/** The user $1, whose lists nobody else adds, removes or moves now; no row if there never was a list. */
export const lockOwner = statement<OwnerRow>(
  "wish_list.lock_owner",
  "SELECT size FROM wish_list_owners WHERE user_id = $1 FOR NO KEY UPDATE",
);

/** As `lockOwner`, with a row that is made if there is none. */
export const openOwner = statement<OwnerRow>(
  "wish_list.open_owner",
  `INSERT INTO wish_list_owners AS owner (user_id, size) VALUES ($1, 0)
   ON CONFLICT (user_id) DO UPDATE SET size = owner.size RETURNING size`,
);

/** Makes room for a list of the user $1, whose lists nobody else adds, removes or moves now; no row if there is none. */
export const makeRoom = statement<OwnerRow>(
  "wish_list.make_room",
  `INSERT INTO wish_list_owners AS owner (user_id, size) VALUES ($1, 1)
   ON CONFLICT (user_id) DO UPDATE SET size = owner.size + 1 WHERE owner.size < 50 RETURNING size`,
);

/** There is room for it. */
export const insert = statement<never>(
  "wish_list.insert",
  `INSERT INTO wish_lists (${columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
);

/** The list $2 of the user $1, which nobody else changes now, nor its items. */
export const lock = statement<WishListRow>(
  "wish_list.lock",
  `SELECT ${columns} FROM wish_lists WHERE user_id = $1 AND wish_list_id = $2 FOR NO KEY UPDATE`,
);

/** As `lock`, and the user is locked before it as by `lockOwner`. */
export const lockToRemove = statement<WishListRow>(
  "wish_list.lock_to_remove",
  `WITH owner AS MATERIALIZED (SELECT user_id FROM wish_list_owners WHERE user_id = $1 FOR NO KEY UPDATE)
   SELECT ${columns} FROM owner JOIN wish_lists AS list USING (user_id) WHERE wish_list_id = $2 FOR UPDATE OF list`,
);

/** The list $1 is locked, and gets the version $2, the name $3, is shared if $4, at $5. */
export const update = statement<never>(
  "wish_list.update",
  "UPDATE wish_lists SET version = $2, name = $3, shared = $4, update_time = $5 WHERE wish_list_id = $1",
);

/** Removes the list $2 of the user $1 with its items; both are locked. */
export const remove = statement<never>(
  "wish_list.remove",
  `WITH removed AS (DELETE FROM wish_lists WHERE wish_list_id = $2)
   UPDATE wish_list_owners SET size = size - 1 WHERE user_id = $1`,
);

/**
 * Gives the newest $3 lists of the user $1 to the user $2 at $4, and removes the others; both users are locked. Answers
 * each list, its version then, and whose it is, or was.
 */
export const takeOver = statement<Pick<WishListRow, "wish_list_id" | "user_id" | "version">>(
  "wish_list.take_over",
  `WITH ranked AS MATERIALIZED (
     SELECT wish_list_id, row_number() OVER (ORDER BY wish_list_id DESC) <= $3::integer AS fits
     FROM wish_lists WHERE user_id = $1
   ), moved AS (
     UPDATE wish_lists AS list SET user_id = $2, version = version + 1, update_time = $4
     FROM ranked WHERE list.wish_list_id = ranked.wish_list_id AND fits
     RETURNING list.wish_list_id, list.user_id, list.version
   ), removed AS (
     DELETE FROM wish_lists AS list USING ranked WHERE list.wish_list_id = ranked.wish_list_id AND NOT fits
     RETURNING list.wish_list_id, list.user_id, list.version + 1
   ), emptied AS (
     UPDATE wish_list_owners SET size = 0 WHERE user_id = $1
   ), filled AS (
     UPDATE wish_list_owners SET size = size + added
     FROM (SELECT count(*)::integer AS added FROM ranked WHERE fits) AS counted WHERE user_id = $2
   )
   SELECT * FROM moved UNION ALL SELECT * FROM removed`,
);
