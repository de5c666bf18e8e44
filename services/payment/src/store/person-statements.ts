import { statement } from "#mesh/store";

/** How many payments of the users $1 the provider or the customer has not answered for. */
export const countOpen = statement<{ readonly count: number }>(
  "payment.person.count_open",
  `SELECT count(*)::integer AS count FROM payments
   WHERE user_id = ANY ($1) AND state IN ('PENDING', 'REQUIRES_ACTION', 'UNKNOWN')`,
);

/** Of the users $1, but for those. */
export const erasePayments = statement<never>(
  "payment.person.payments",
  `UPDATE payments SET payment_method = '', return_url = '', next_action = NULL
   WHERE user_id = ANY ($1) AND state NOT IN ('PENDING', 'REQUIRES_ACTION', 'UNKNOWN')`,
);

/** What was noted beside moves of the person's wallets. */
export const eraseNotes = statement<never>(
  "payment.person.notes",
  `DELETE FROM transfer_notes USING ledger_entries JOIN ledger_accounts USING (account_id)
   WHERE transfer_notes.transfer_id = ledger_entries.transfer_id AND user_id = ANY ($1)`,
);
