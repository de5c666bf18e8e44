import { statement } from "#mesh/store";
import type { EntryRow, MoveRow, WalletRow } from "./wallet-row.ts";

/** Opens the accounts that are not there yet, in the order of their ids. */
export const openAccounts = statement<never>(
  "payment.wallet.open_accounts",
  `INSERT INTO ledger_accounts (account_id, kind, user_id, currency_code)
   SELECT account_id, CASE WHEN user_id IS NULL THEN 'MARKET' ELSE 'WALLET' END, user_id, $3
   FROM unnest($1::uuid[], $2::uuid[]) AS asked (account_id, user_id) ORDER BY account_id
   ON CONFLICT (account_id) DO NOTHING`,
);

/** Books a transfer: $1 its id, $2 kind, $3 time, $4 note, then accounts and what comes to each. Gives the wallets' side. */
export const book = statement<MoveRow>(
  "payment.wallet.book",
  `WITH made AS (INSERT INTO ledger_transfers (transfer_id, kind, create_time) VALUES ($1, $2, $3)),
   noted AS (INSERT INTO transfer_notes (transfer_id, note) SELECT $1, $4 WHERE $4 <> ''),
   booked AS (
     INSERT INTO ledger_entries (transfer_id, account_id, amount)
     SELECT $1, account_id, amount FROM unnest($5::uuid[], $6::bigint[]) AS side (account_id, amount) ORDER BY account_id
     RETURNING account_id, amount, balance_after, number)
   SELECT a.account_id, a.user_id, a.currency_code, b.amount, b.balance_after, b.number
   FROM booked b JOIN ledger_accounts a USING (account_id) WHERE a.kind = 'WALLET' ORDER BY a.account_id`,
);

/** $2 the currency after which the page starts, $3 rows. */
export const page = statement<WalletRow>(
  "payment.wallet.page",
  `SELECT account_id, user_id, currency_code, balance FROM ledger_accounts
   WHERE kind = 'WALLET' AND user_id = $1 AND currency_code > $2 ORDER BY currency_code LIMIT $3`,
);

/** $2 the entry before which the page starts, $3 rows. */
export const entries = statement<EntryRow>(
  "payment.wallet.entries",
  `SELECT e.transfer_id, e.number, t.kind, e.amount, e.balance_after, coalesce(n.note, '') AS note, t.create_time
   FROM ledger_entries e JOIN ledger_transfers t USING (transfer_id) LEFT JOIN transfer_notes n USING (transfer_id)
   WHERE e.account_id = $1 AND e.number < $2 ORDER BY e.number DESC LIMIT $3`,
);
