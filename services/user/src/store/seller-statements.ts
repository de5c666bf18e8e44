import { statement } from "#mesh/store";
import { columns, type SellerRow } from "./seller-row.ts";

const select = `SELECT ${columns} FROM sellers`;

export const find = statement<SellerRow>("seller.find", `${select} WHERE user_id = $1`);

export const findBySlug = statement<SellerRow>("seller.find_by_slug", `${select} WHERE slug = $1`);

/** Before the seller $1 (null: from the newest), $2 rows. */
export const page = statement<SellerRow>(
  "seller.page",
  `${select} WHERE NOT suspended AND ($1::uuid IS NULL OR user_id < $1) ORDER BY user_id DESC LIMIT $2`,
);

/** Lets nobody else make or change the seller $1 until the end of the transaction. */
export const lock = statement<never>(
  "seller.lock",
  "SELECT pg_advisory_xact_lock(hashtextextended('seller ' || $1::uuid::text, 0))",
);

export const keep = statement<never>(
  "seller.keep",
  `INSERT INTO sellers (${columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
   ON CONFLICT (user_id) DO UPDATE SET version = excluded.version, name = excluded.name, slug = excluded.slug,
     description = excluded.description, logo_url = excluded.logo_url, contact_email = excluded.contact_email,
     paused = excluded.paused, suspended = excluded.suspended, update_time = excluded.update_time`,
);
