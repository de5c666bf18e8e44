import { statement } from "#mesh/store";
import type { PersonRow } from "./person-row.ts";
import type { ProfileRow } from "./profile-row.ts";

/** In the order of `profileValues`. */
export const columns = `user_id, version, display_name, email, email_verified, language_code, currency_code,
  marketing_accepted, country_code, external_reference, create_time, update_time, avatar_url`;

export const find = statement<ProfileRow>("profile.find", `SELECT ${columns} FROM profiles WHERE user_id = $1`);

export const lock = statement<ProfileRow>(
  "profile.lock",
  `SELECT ${columns} FROM profiles WHERE user_id = $1 FOR NO KEY UPDATE`,
);

/** No row if another made the profile meanwhile. */
export const insert = statement<{ user_id: string }>(
  "profile.insert",
  `INSERT INTO profiles (${columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
   ON CONFLICT (user_id) DO NOTHING RETURNING user_id`,
);

/** Takes the values of `insert`; the row is locked. */
export const update = statement<{ user_id: string }>(
  "profile.update",
  `UPDATE profiles SET version = $2, display_name = $3, email = $4, email_verified = $5, language_code = $6,
     currency_code = $7, marketing_accepted = $8, country_code = $9, external_reference = $10,
     create_time = $11, update_time = $12, avatar_url = $13
   WHERE user_id = $1 RETURNING user_id`,
);

/** One row of the person $1: the profile, nulls if there is none, and the default addresses. */
export const read = statement<PersonRow>(
  "profile.read",
  `SELECT profile.*, (
     SELECT json_agg(chosen) FROM addresses AS chosen
     WHERE chosen.user_id = wanted_id AND (default_shipping OR default_billing)
   ) AS addresses
   FROM (SELECT $1::uuid AS wanted_id) AS wanted
     LEFT JOIN (SELECT ${columns} FROM profiles) AS profile ON profile.user_id = wanted_id`,
);
