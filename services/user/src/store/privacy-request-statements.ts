import { statement } from "#mesh/store";
import { columns, type PrivacyRequestRow } from "./privacy-request-row.ts";

const select = `SELECT ${columns} FROM privacy_requests`;

export const find = statement<PrivacyRequestRow>("privacy_request.find", `${select} WHERE privacy_request_id = $1`);

export const lock = statement<PrivacyRequestRow>(
  "privacy_request.lock",
  `${select} WHERE privacy_request_id = $1 FOR UPDATE`,
);

const older = "($1::uuid IS NULL OR privacy_request_id < $1) ORDER BY privacy_request_id DESC LIMIT $2";

/** Before the request $1 (null: from the newest), $2 rows. */
export const page = statement<PrivacyRequestRow>("privacy_request.page", `${select} WHERE ${older}`);

/** As `page`, of the user $3. */
export const pageOfUser = statement<PrivacyRequestRow>(
  "privacy_request.page_of_user",
  `${select} WHERE user_id = $3 AND ${older}`,
);

/** As `page`, in the state $3. */
export const pageInState = statement<PrivacyRequestRow>(
  "privacy_request.page_in_state",
  `${select} WHERE state = $3 AND ${older}`,
);

/** As `pageOfUser`, in the state $4. */
export const pageOfUserInState = statement<PrivacyRequestRow>(
  "privacy_request.page_of_user_in_state",
  `${select} WHERE user_id = $3 AND state = $4 AND ${older}`,
);

/** No row if one of its kind is open. */
export const insert = statement<{ readonly privacy_request_id: string }>(
  "privacy_request.insert",
  `INSERT INTO privacy_requests (${columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
   ON CONFLICT (user_id, kind) WHERE state IN ('SCHEDULED', 'RUNNING') DO NOTHING RETURNING privacy_request_id`,
);

/** What changes of the request $1, which is locked. */
export const update = statement<never>(
  "privacy_request.update",
  `UPDATE privacy_requests SET state = $2, outstanding = $3, round = $4, version = $5, due_time = $6, end_time = $7,
     expire_time = $8
   WHERE privacy_request_id = $1`,
);

export const due = statement<{ readonly privacy_request_id: string; readonly kind: string }>(
  "privacy_request.due",
  "SELECT privacy_request_id, kind FROM privacy_requests WHERE due_time <= $1 ORDER BY due_time LIMIT 20",
);

export const guests = statement<{ readonly guest_id: string }>(
  "privacy_request.guests",
  "SELECT guest_id FROM guest_ids WHERE user_id = $1 ORDER BY guest_id",
);

export const addGuest = statement<never>(
  "privacy_request.add_guest",
  "INSERT INTO guest_ids (guest_id, user_id) VALUES ($1, $2) ON CONFLICT (guest_id) DO NOTHING",
);

export const keepPart = statement<never>(
  "privacy_request.keep_part",
  "INSERT INTO privacy_documents (privacy_request_id, service, document) VALUES ($1, $2, $3)",
);

export const parts = statement<{ readonly service: string; readonly document: string }>(
  "privacy_request.parts",
  "SELECT service, document FROM privacy_documents WHERE privacy_request_id = $1 ORDER BY service",
);

export const forgetParts = statement<never>(
  "privacy_request.forget_parts",
  "DELETE FROM privacy_documents WHERE privacy_request_id = $1",
);
