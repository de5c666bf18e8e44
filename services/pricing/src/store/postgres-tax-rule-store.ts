import { toPage } from "#mesh/kernel";
import { type Database, statement } from "#mesh/store";
import type { TaxRuleStore } from "../app/ports.ts";
import type { PricingEvent } from "../domain/events.ts";
import { type TaxRuleRow, taxRuleFromRow, taxRuleValues } from "./tax-rule-row.ts";

/** Locks the rule of the country $1; where there is none, one of version 0 that lives no longer than the transaction. */
const lock = statement<TaxRuleRow>(
  "tax_rule.lock",
  `INSERT INTO tax_rules (country_code, version, name, rate_hundredths, inclusive, update_time)
   VALUES ($1, 0, '', 0, false, 'epoch')
   ON CONFLICT (country_code) DO UPDATE SET country_code = EXCLUDED.country_code
   RETURNING *`,
);

const update = statement<never>(
  "tax_rule.update",
  `UPDATE tax_rules SET version = $2, name = $3, rate_hundredths = $4, inclusive = $5, update_time = $6
   WHERE country_code = $1`,
);

/** $1 country after which the page starts, $2 rows. */
const page = statement<TaxRuleRow>(
  "tax_rule.page",
  "SELECT * FROM tax_rules WHERE country_code > $1 ORDER BY country_code LIMIT $2",
);

/** Tax rules in PostgreSQL, a row a country. */
export function postgresTaxRuleStore(database: Database<PricingEvent>): TaxRuleStore {
  return {
    async page(after, size) {
      const rows = await database.query(page, [after ?? "", size + 1]);
      return toPage(rows.map(taxRuleFromRow), size, ({ countryCode }) => countryCode);
    },
    set(countryCode, decide, request) {
      return database.change(request, async (tx) => {
        const [row] = await tx.query(lock, [countryCode]);
        const present = row === undefined || row.version === 0n ? undefined : taxRuleFromRow(row);
        const { next, events } = decide(present);
        if (next !== present) await tx.query(update, taxRuleValues(next));
        return { answer: next, events };
      });
    },
  };
}
