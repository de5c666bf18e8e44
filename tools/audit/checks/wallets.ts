import type { Chapter } from "../check.ts";

/** Invariant 2: what comes to one wallet goes from another or from the market, and a balance is what its entries made it. */
export const wallets: Chapter = {
  title: "Wallets",
  checks: [
    {
      title: "every transfer takes from one side what it brings to the other",
      sql: `
        SELECT transfer_id::text AS subject,
          format('%s entries in %s currencies make %s', count(account_id), count(DISTINCT currency_code), sum(amount))
            AS problem
        FROM payment.ledger_transfers LEFT JOIN payment.ledger_entries USING (transfer_id)
        LEFT JOIN payment.ledger_accounts USING (account_id)
        GROUP BY transfer_id HAVING count(DISTINCT currency_code) <> 1 OR coalesce(sum(amount), -1) <> 0`,
    },
    {
      title: "every balance is the sum of its entries, and not below zero",
      sql: `
        SELECT account_id::text AS subject,
          format('balance %s of %s entries, which are %s and make %s', account.balance, account.entries, made.entries, made.balance)
            AS problem
        FROM payment.ledger_accounts AS account LEFT JOIN LATERAL (
          SELECT coalesce(sum(amount), 0) AS balance, count(*) AS entries
          FROM payment.ledger_entries AS entry WHERE entry.account_id = account.account_id
        ) AS made ON true
        WHERE kind = 'WALLET' AND (account.balance <> made.balance OR account.entries <> made.entries OR account.balance < 0)`,
    },
    {
      title: "each payment out of a wallet, and each refund and gift card into one, moved its amount",
      sql: `
        SELECT coalesce(said.id, moved.transfer_id)::text AS subject,
          format('payments say %s, the ledger says %s', said.amount, moved.amount) AS problem
        FROM (
          SELECT payment_id AS id, amount FROM payment.payments WHERE provider = 'WALLET' AND state <> 'DECLINED'
          UNION ALL
          SELECT refund_id, refunds.amount FROM payment.refunds JOIN payment.payments USING (payment_id)
          WHERE provider = 'WALLET' AND refunds.state <> 'FAILED'
          UNION ALL
          SELECT gift_card_id, amount FROM payment.gift_cards WHERE state = 'REDEEMED'
        ) AS said
        FULL JOIN (
          SELECT transfer_id, sum(greatest(amount, 0)) AS amount
          FROM payment.ledger_transfers JOIN payment.ledger_entries USING (transfer_id)
          WHERE kind IN ('PAYMENT', 'REFUND', 'GIFT_CARD') GROUP BY transfer_id
        ) AS moved ON moved.transfer_id = said.id
        WHERE said.amount IS DISTINCT FROM moved.amount`,
    },
    {
      title: "what came back of payments that were given up is what they had taken out of wallets",
      sql: `
        SELECT currency_code AS subject, format('given up %s, came back %s', given_up.sum, returned.sum) AS problem
        FROM (
          SELECT currency_code, sum(amount) FROM payment.payments
          WHERE provider = 'WALLET' AND state = 'VOIDED' GROUP BY currency_code
        ) AS given_up
        FULL JOIN (
          SELECT currency_code, sum(amount) FROM payment.ledger_entries
          JOIN payment.ledger_transfers USING (transfer_id) JOIN payment.ledger_accounts USING (account_id)
          WHERE ledger_transfers.kind = 'PAYMENT_RETURNED' AND amount > 0 GROUP BY currency_code
        ) AS returned USING (currency_code)
        WHERE given_up.sum IS DISTINCT FROM returned.sum`,
    },
    {
      title: "every line of a statement follows from the one before",
      sql: `
        SELECT account_id::text AS subject,
          format('entry %s should be %s, and says %s instead of %s', number, nth, balance_after, running) AS problem
        FROM (
          SELECT account_id, number, balance_after, row_number() OVER w AS nth, sum(amount) OVER w AS running
          FROM payment.ledger_entries JOIN payment.ledger_accounts USING (account_id) WHERE kind = 'WALLET'
          WINDOW w AS (PARTITION BY account_id ORDER BY number)
        ) AS line WHERE number IS DISTINCT FROM nth OR balance_after IS DISTINCT FROM running`,
    },
  ],
};
