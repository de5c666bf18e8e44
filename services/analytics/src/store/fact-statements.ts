import { statement } from "#mesh/store";

export interface SumsRow {
  /** Null if nothing was found. */
  readonly interval: number | null;
  readonly currency_code: string;
  readonly orders: bigint;
  readonly lines: bigint;
  readonly units: bigint;
  readonly gross: bigint;
  readonly refunds: bigint;
  readonly credits: bigint;
  readonly credit_lines: bigint;
  readonly as_of_time: Date | null;
}

/**
 * Takes the order $1 as of version $2 (currency, business time, lines, units, gross, event time: $3 to $8) and its refunds
 * (ids, business times, amounts, states: $9 to $12), unless that version or a later one is known. The quarters change by
 * what the facts change by. Locks the order's fact, then its refunds', then quarters from the oldest on, so that no two
 * of these wait for each other.
 */
export const take = statement<never>(
  "facts.take",
  `WITH fact AS (
     INSERT INTO order_facts AS fact
       (order_id, version, currency_code, business_time, lines, units, gross, event_time)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (order_id) DO UPDATE SET version = excluded.version, currency_code = excluded.currency_code,
       business_time = excluded.business_time, lines = excluded.lines, units = excluded.units, gross = excluded.gross,
       event_time = greatest(fact.event_time, excluded.event_time)
     WHERE fact.version < excluded.version
     RETURNING new.order_id, new.version,
       old.currency_code AS old_currency, old.business_time AS old_time, old.lines AS old_lines, old.units AS old_units,
       old.gross AS old_gross,
       new.currency_code AS new_currency, new.business_time AS new_time, new.lines AS new_lines, new.units AS new_units,
       new.gross AS new_gross
   ), refund AS (
     INSERT INTO refund_facts AS refund
       (refund_id, order_id, version, currency_code, business_time, amount, state)
     SELECT refund_id, order_id, version, new_currency, told.business_time, amount, state
     FROM fact CROSS JOIN unnest($9::uuid[], $10::timestamptz[], $11::bigint[], $12::text[])
       AS told (refund_id, business_time, amount, state)
     ON CONFLICT (refund_id) DO UPDATE SET version = excluded.version, currency_code = excluded.currency_code,
       business_time = excluded.business_time, amount = excluded.amount, state = excluded.state
     RETURNING
       old.currency_code AS old_currency, old.business_time AS old_time,
       CASE WHEN old.state = 'FAILED' THEN 0 ELSE old.amount END AS old_amount,
       new.currency_code AS new_currency, new.business_time AS new_time,
       CASE WHEN new.state = 'FAILED' THEN 0 ELSE new.amount END AS new_amount
   ), change AS (
     SELECT part.* FROM fact CROSS JOIN LATERAL (VALUES
       (old_time, old_currency, -1, -old_lines, -old_units, -old_gross, 0),
       (new_time, new_currency, 1, new_lines, new_units, new_gross, 0)
     ) AS part (business_time, currency_code, orders, lines, units, gross, refunds)
     UNION ALL
     SELECT part.* FROM refund CROSS JOIN LATERAL (VALUES
       (old_time, old_currency, 0, 0, 0, 0, -old_amount),
       (new_time, new_currency, 0, 0, 0, 0, new_amount)
     ) AS part
   )
   INSERT INTO revenue_quarters AS quarter (begin_time, currency_code, orders, lines, units, gross, refunds)
   SELECT date_bin('15 minutes', business_time, 'epoch') AS begin_time, currency_code,
     sum(orders), sum(lines), sum(units), sum(gross), sum(refunds)
   FROM change WHERE business_time IS NOT NULL
   GROUP BY 1, 2
   HAVING (sum(orders), sum(lines), sum(units), sum(gross), sum(refunds)) <> (0, 0, 0, 0, 0)
   ORDER BY 1, 2
   ON CONFLICT (begin_time, currency_code) DO UPDATE SET orders = quarter.orders + excluded.orders,
     lines = quarter.lines + excluded.lines, units = quarter.units + excluded.units,
     gross = quarter.gross + excluded.gross, refunds = quarter.refunds + excluded.refunds`,
);

/**
 * Takes the credit $1 (currency, business time, lines, amount, event time: $2 to $6), unless it is known, with what it adds
 * to its quarter.
 */
export const takeCredit = statement<never>(
  "facts.take_credit",
  `WITH fact AS (
     INSERT INTO credit_facts (credit_id, currency_code, business_time, lines, amount, event_time)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (credit_id) DO NOTHING
     RETURNING currency_code, business_time, lines, amount
   )
   INSERT INTO revenue_quarters AS quarter
     (begin_time, currency_code, orders, lines, units, gross, refunds, credits, credit_lines)
   SELECT date_bin('15 minutes', business_time, 'epoch'), currency_code, 0, 0, 0, 0, 0, amount, lines FROM fact
   ON CONFLICT (begin_time, currency_code) DO UPDATE SET credits = quarter.credits + excluded.credits,
     credit_lines = quarter.credit_lines + excluded.credit_lines`,
);

/**
 * Sums between each of the bounds $1 and the next, the last of them up to $2, of the currency $3 (null: of each). Whole
 * quarters are taken from their sums; of the quarters $4, which have a bound inside, the facts are looked at.
 */
export const sums = statement<SumsRow>(
  "facts.sums",
  `WITH fact AS (
     SELECT business_time, currency_code, 1 AS orders, lines, units, gross, 0 AS refunds, 0 AS credits, 0 AS credit_lines
     FROM unnest($4::timestamptz[]) AS cut
       JOIN order_facts ON business_time >= cut AND business_time < cut + interval '15 minutes'
     UNION ALL
     SELECT business_time, currency_code, 0, 0, 0, 0, amount, 0, 0
     FROM unnest($4::timestamptz[]) AS cut
       JOIN refund_facts ON business_time >= cut AND business_time < cut + interval '15 minutes'
     WHERE state <> 'FAILED'
     UNION ALL
     SELECT business_time, currency_code, 0, 0, 0, 0, 0, amount, lines
     FROM unnest($4::timestamptz[]) AS cut
       JOIN credit_facts ON business_time >= cut AND business_time < cut + interval '15 minutes'
   ), part AS (
     SELECT width_bucket(begin_time, $1::timestamptz[]) AS place, currency_code, sum(orders) AS orders,
       sum(lines) AS lines, sum(units) AS units, sum(gross) AS gross, sum(refunds) AS refunds,
       sum(credits) AS credits, sum(credit_lines) AS credit_lines
     FROM revenue_quarters
     WHERE begin_time >= $1[1] AND begin_time < $2 AND begin_time <> ALL ($4)
     GROUP BY place, currency_code
     UNION ALL
     SELECT width_bucket(business_time, $1), currency_code, orders, lines, units, gross, refunds, credits, credit_lines
     FROM fact WHERE business_time >= $1[1] AND business_time < $2
   ), summed AS (
     SELECT place - 1 AS interval, currency_code,
       sum(orders)::bigint AS orders, sum(lines)::bigint AS lines, sum(units)::bigint AS units,
       sum(gross)::bigint AS gross, sum(refunds)::bigint AS refunds,
       sum(credits)::bigint AS credits, sum(credit_lines)::bigint AS credit_lines
     FROM part WHERE $3::text IS NULL OR currency_code = $3
     GROUP BY 1, 2 HAVING sum(orders) <> 0 OR sum(refunds) <> 0 OR sum(credit_lines) <> 0
   )
   SELECT summed.*, as_of_time
   FROM (
     SELECT greatest((SELECT max(event_time) FROM order_facts), (SELECT max(event_time) FROM credit_facts)) AS as_of_time
   ) AS newest LEFT JOIN summed ON true
   ORDER BY interval, currency_code`,
);
