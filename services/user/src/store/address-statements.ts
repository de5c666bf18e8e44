import { statement } from "#mesh/store";
import type { AddressRow } from "./address-row.ts";

const columns =
  "address_id, user_id, version, label, address, default_shipping, default_billing, create_time, update_time";

/** The address $2 of the user $1. */
export const find = statement<AddressRow>(
  "address.find",
  `SELECT ${columns} FROM addresses WHERE user_id = $1 AND address_id = $2`,
);

/** Those of the user $1 before the address $2 (null: from the newest), $3 rows. */
export const page = statement<AddressRow>(
  "address.page",
  `SELECT ${columns} FROM addresses WHERE user_id = $1 AND ($2::uuid IS NULL OR address_id < $2)
   ORDER BY address_id DESC LIMIT $3`,
);

export interface BookRow {
  readonly version: bigint;
  readonly size: number;
}

/** The book of the user $1, which nobody else changes now; no row if there is none. */
export const lockBook = statement<BookRow>(
  "address.lock_book",
  "SELECT version, size FROM address_books WHERE user_id = $1 FOR NO KEY UPDATE",
);

/** As `lockBook`, of a book that is made if there is none. */
export const openBook = statement<BookRow>(
  "address.open_book",
  `INSERT INTO address_books AS book (user_id, version, size) VALUES ($1, 0, 0)
   ON CONFLICT (user_id) DO UPDATE SET size = book.size RETURNING version, size`,
);

/**
 * Moves the newest $3 addresses from the book of the user $1 to that of the user $2 at $4, where they stay defaults if $5,
 * and removes the others; both books are locked. Answers each address, and whether it was moved.
 */
export const takeOver = statement<{ readonly address_id: string; readonly fits: boolean }>(
  "address.take_over",
  `WITH ranked AS MATERIALIZED (
     SELECT address_id, row_number() OVER (ORDER BY address_id DESC) <= $3::integer AS fits FROM addresses WHERE user_id = $1
   ), moved AS (
     UPDATE addresses SET user_id = $2, version = version + 1, update_time = $4,
       default_shipping = default_shipping AND $5, default_billing = default_billing AND $5
     FROM ranked WHERE addresses.address_id = ranked.address_id AND fits
   ), removed AS (
     DELETE FROM addresses USING ranked WHERE addresses.address_id = ranked.address_id AND NOT fits
   ), emptied AS (
     UPDATE address_books SET version = version + size, size = 0 WHERE user_id = $1
   ), filled AS (
     UPDATE address_books SET version = version + added, size = size + added
     FROM (SELECT count(*)::integer AS added FROM ranked WHERE fits) AS counted WHERE user_id = $2
   )
   SELECT address_id, fits FROM ranked ORDER BY address_id`,
);

/** Makes room for an address in the book of the user $1, which nobody else changes now; no row if it is full. */
export const makeRoom = statement<BookRow>(
  "address.make_room",
  `INSERT INTO address_books AS book (user_id, version, size) VALUES ($1, 1, 1)
   ON CONFLICT (user_id) DO UPDATE SET version = book.version + 1, size = book.size + 1 WHERE book.size < 100
   RETURNING version, size`,
);

/**
 * As `find`, of a book which nobody else changes now: it is locked before the address, which therefore is as it is then,
 * whatever this statement's snapshot shows.
 */
export const lock = statement<AddressRow>(
  "address.lock",
  `WITH locked AS MATERIALIZED (SELECT user_id FROM address_books WHERE user_id = $1 FOR NO KEY UPDATE)
   SELECT ${columns} FROM locked JOIN addresses AS address USING (user_id)
   WHERE address_id = $2 FOR NO KEY UPDATE OF address`,
);

/**
 * Takes from the others of the user $2 the defaults that the address $1 gets ($6, $7) at $9. Counted before that address
 * is written, so that the index never sees two.
 */
const yielded = `yielded AS (
     UPDATE addresses SET default_shipping = default_shipping AND NOT $6, default_billing = default_billing AND NOT $7,
       version = version + 1, update_time = $9
     WHERE user_id = $2 AND address_id <> $1 AND (default_shipping AND $6 OR default_billing AND $7)
     RETURNING address_id
   ), settled AS (SELECT count(*) AS count FROM yielded)`;

/** The book is locked. */
export const insert = statement<never>(
  "address.insert",
  `WITH ${yielded}
   INSERT INTO addresses (${columns})
   SELECT $1, $2, $3::bigint, $4, $5::jsonb, $6::boolean, $7::boolean, $8::timestamptz, $9::timestamptz FROM settled`,
);

/** Takes the values of `insert`; the book is locked, and its new version is the answer. */
export const update = statement<{ readonly version: bigint }>(
  "address.update",
  `WITH ${yielded}, written AS (
     UPDATE addresses SET version = $3, label = $4, address = $5, default_shipping = $6, default_billing = $7,
       create_time = $8, update_time = $9
     FROM settled WHERE address_id = $1
   )
   UPDATE address_books SET version = version + 1 WHERE user_id = $2 RETURNING version`,
);

/**
 * Removes the address $2 from the locked book of the user $1 and hands its defaults to the newest that is left, at $3.
 * Answers the book's new version.
 */
export const remove = statement<{ readonly version: bigint }>(
  "address.remove",
  `WITH removed AS (
     DELETE FROM addresses WHERE address_id = $2 RETURNING default_shipping, default_billing
   ), heir AS (
     UPDATE addresses SET default_shipping = addresses.default_shipping OR removed.default_shipping,
       default_billing = addresses.default_billing OR removed.default_billing, version = version + 1, update_time = $3
     FROM removed
     WHERE (removed.default_shipping OR removed.default_billing) AND address_id = (
       SELECT address_id FROM addresses WHERE user_id = $1 AND address_id <> $2 ORDER BY address_id DESC LIMIT 1
     )
   )
   UPDATE address_books SET version = version + 1, size = size - 1 WHERE user_id = $1 RETURNING version`,
);
