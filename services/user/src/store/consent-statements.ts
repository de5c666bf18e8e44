import { statement } from "#mesh/store";

/** A row of `consents`. */
export interface ConsentRow {
  readonly user_id: string;
  readonly number: bigint;
  readonly purpose: string;
  readonly text_version: string;
  readonly granted: boolean;
  readonly source: string;
  readonly create_time: Date;
}

const columns = "user_id, number, purpose, text_version, granted, source, create_time";

/** Lets nobody else add an act of the user $1 until the end of the transaction. */
export const lock = statement<never>(
  "consent.lock",
  "SELECT pg_advisory_xact_lock(hashtextextended('consents ' || $1::uuid::text, 0))",
);

/** The next act of the user $1, who is locked. */
export const insert = statement<ConsentRow>(
  "consent.insert",
  `INSERT INTO consents (${columns})
   SELECT $1::uuid, coalesce(max(number), 0) + 1, $2, $3, $4::boolean, $5, $6::timestamptz FROM consents WHERE user_id = $1
   RETURNING ${columns}`,
);

/** Those of the user $1 before the number $2 (null: from the newest), $3 rows. */
export const page = statement<ConsentRow>(
  "consent.page",
  `SELECT ${columns} FROM consents WHERE user_id = $1 AND ($2::bigint IS NULL OR number < $2)
   ORDER BY number DESC LIMIT $3`,
);

/** As `page`, of the purpose $4. */
export const pageOfPurpose = statement<ConsentRow>(
  "consent.page_of_purpose",
  `SELECT ${columns} FROM consents WHERE user_id = $1 AND ($2::bigint IS NULL OR number < $2) AND purpose = $4
   ORDER BY number DESC LIMIT $3`,
);
