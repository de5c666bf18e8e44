import { statement } from "#mesh/store";
import type { ProfileRow } from "./profile-row.ts";
import { columns } from "./profile-statements.ts";

// The second condition is that of the index.
const ofReferences = "external_reference = ANY ($1::text[]) AND external_reference <> ''";

export const find = statement<ProfileRow>("customer.find", `SELECT ${columns} FROM profiles WHERE ${ofReferences}`);

/** Those of references $1 that there are, locked in one order by all. */
export const lock = statement<ProfileRow>(
  "customer.lock",
  `SELECT ${columns} FROM profiles WHERE ${ofReferences} ORDER BY external_reference FOR NO KEY UPDATE`,
);

/** Makes those of the columns that another did not make meanwhile, in one order by all, and answers their references. */
export const insert = statement<Pick<ProfileRow, "external_reference">>(
  "customer.insert",
  `INSERT INTO profiles (${columns})
   SELECT * FROM unnest(
     $1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::boolean[], $6::text[], $7::text[], $8::boolean[], $9::text[],
     $10::text[], $11::timestamptz[], $12::timestamptz[], $13::text[]
   ) AS made (${columns})
   ORDER BY external_reference
   ON CONFLICT (external_reference) WHERE external_reference <> '' DO NOTHING RETURNING external_reference`,
);

/** Keeps versions $2, names $3, countries $4 and times of change $5 of the users $1, whose rows are locked. */
export const update = statement<never>(
  "customer.update",
  `UPDATE profiles AS profile
   SET version = changed.version, display_name = changed.display_name, country_code = changed.country_code,
     update_time = changed.update_time
   FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::timestamptz[])
     AS changed (user_id, version, display_name, country_code, update_time)
   WHERE profile.user_id = changed.user_id`,
);
