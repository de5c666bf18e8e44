import { statement } from "#mesh/store";

interface Document {
  readonly document: string;
}

/** What there is of the users $1 by what it is, in the order it is told, without secrets and what only the work needs. */
export const collections = {
  payments: statement<Document>(
    "payment.person.export_payments",
    `SELECT (to_jsonb(payments) - '{version,lease,due_time,attempts,next_action}'::text[] || jsonb_build_object(
     'refunds', (SELECT coalesce(jsonb_agg(to_jsonb(part) - '{payment_id}'::text[] ORDER BY refund_id), '[]')
       FROM refunds AS part WHERE part.payment_id = payments.payment_id)))::text AS document
   FROM payments WHERE user_id = ANY ($1) ORDER BY payment_id`,
  ),
  wallets: statement<Document>(
    "payment.person.export_wallets",
    `SELECT jsonb_build_object('user_id', user_id, 'currency_code', currency_code, 'balance', balance, 'entries', (
       SELECT coalesce(jsonb_agg(jsonb_build_object('transfer_id', transfer_id, 'number', number, 'kind', transfer.kind, 'amount', amount,
         'balance_after', balance_after, 'note', coalesce(note, ''), 'create_time', create_time) ORDER BY number), '[]')
       FROM ledger_entries JOIN ledger_transfers AS transfer USING (transfer_id) LEFT JOIN transfer_notes USING (transfer_id)
       WHERE ledger_entries.account_id = wallet.account_id))::text AS document
   FROM ledger_accounts AS wallet WHERE user_id = ANY ($1) ORDER BY account_id`,
  ),
} as const;
