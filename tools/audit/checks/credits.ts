import type { Chapter } from "../check.ts";

/** Invariant: a credit is what its lines say, was entered by somebody, and was told of. */
export const credits: Chapter = {
  title: "Credits",
  checks: [
    {
      title: "credits are the sums of their lines",
      sql: `
        SELECT credit_id::text AS subject, format('total %s, lines %s', total, lines_total) AS problem
        FROM (
          SELECT credit_id, currency_code, total,
            sum((line -> 'unitPrice' ->> 'minorUnits')::numeric * (line ->> 'quantity')::numeric) AS lines_total,
            bool_and(line -> 'unitPrice' ->> 'currencyCode' = currency_code
              AND (line -> 'total' ->> 'minorUnits')::numeric
                = (line -> 'unitPrice' ->> 'minorUnits')::numeric * (line ->> 'quantity')::numeric) AS sound
          FROM "order".credits, jsonb_array_elements(lines) AS line GROUP BY credit_id
        ) AS summed
        WHERE total <> lines_total OR NOT sound
        UNION ALL
        SELECT credit_id::text, 'has no lines' FROM "order".credits WHERE jsonb_array_length(lines) = 0`,
    },
    {
      title: "each credit was announced once, and says who entered it",
      sql: `
        SELECT key AS subject, format('was told %s times', count(*)) AS problem
        FROM "order".outbox WHERE subject = 'order.v1.credit_booked' GROUP BY key HAVING count(*) > 1
        UNION ALL
        SELECT 'all credits', format('%s booked, %s announced', booked, announced)
        FROM (SELECT count(*) AS booked FROM "order".credits) AS booked,
          (SELECT count(*) AS announced FROM "order".outbox WHERE subject = 'order.v1.credit_booked') AS announced
        WHERE booked <> announced
        UNION ALL
        SELECT credit_id::text, format('%s entries of it in the audit log', count(audit_id))
        FROM "order".credits LEFT JOIN "order".order_audit AS entry USING (credit_id)
        GROUP BY credit_id HAVING count(audit_id) <> 1`,
    },
  ],
};
