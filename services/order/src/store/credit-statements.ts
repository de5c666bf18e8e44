import { statement } from "#mesh/store";
import type { CreditRow } from "./credit-row.ts";

const tail = "total, external_reference, reason, created_by, business_time, create_time";
const columns = `credit_id, user_id, currency_code, lines::text AS lines, ${tail}`;

export const find = statement<CreditRow>("credit.find", `SELECT ${columns} FROM credits WHERE credit_id = $1`);

/** $1 and $2: time and credit before which the page starts; $3: the earliest time; $4 rows. */
export const page = statement<CreditRow>(
  "credit.page",
  `SELECT ${columns} FROM credits WHERE (business_time, credit_id) < ($1, $2) AND business_time >= $3
   ORDER BY business_time DESC, credit_id DESC LIMIT $4`,
);

/** As `page`, and $5 the user. */
export const pageByUser = statement<CreditRow>(
  "credit.page_by_user",
  `SELECT ${columns} FROM credits WHERE user_id = $5 AND (business_time, credit_id) < ($1, $2) AND business_time >= $3
   ORDER BY business_time DESC, credit_id DESC LIMIT $4`,
);

/** Keeps the credit with its entry in the audit log, whose document is $11. */
export const insert = statement<never>(
  "credit.insert",
  `WITH credit AS (
     INSERT INTO credits (credit_id, user_id, currency_code, lines, ${tail})
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING credit_id, created_by, create_time, reason
   )
   INSERT INTO order_audit (actor, time, action, credit_id, reason, document)
   SELECT created_by, create_time, 'CREDIT_BOOKED', credit_id, reason, $11::jsonb FROM credit`,
);
