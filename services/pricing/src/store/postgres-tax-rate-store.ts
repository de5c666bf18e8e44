import { notFound, toPage } from "#mesh/kernel";
import { type Database, statement } from "#mesh/store";
import type { TaxRateStore } from "../app/ports.ts";
import { refuse } from "../domain/errors.ts";
import type { PricingEvent } from "../domain/events.ts";
import type { TaxRate, TaxRateKey } from "../domain/tax-rate.ts";
import { type TaxRateRow, taxRateFromRow } from "./tax-rate-row.ts";
import { type TaxRuleRow, taxRuleFromRow } from "./tax-rule-row.ts";

/** Locks the rule of the country $1; names one of the classes $2 that is none. */
const lock = statement<TaxRuleRow & { readonly unknown_class: string | null }>(
  "tax_rate.lock",
  `SELECT *, (
     SELECT wanted FROM unnest($2::text[]) AS wanted
     WHERE NOT EXISTS (SELECT FROM tax_classes WHERE tax_class = wanted) LIMIT 1
   ) AS unknown_class
   FROM tax_rules WHERE country_code = $1 FOR UPDATE`,
);

const touch = statement<never>(
  "tax_rate.touch",
  "UPDATE tax_rules SET version = $2, update_time = $3 WHERE country_code = $1",
);

/** Sets the classes $2 in regions $3 of the country $1 to rates $4 called $5; answers with those that were not so before. */
const set = statement<TaxRateRow>(
  "tax_rate.set",
  `INSERT INTO tax_rates (country_code, tax_class, region_code, rate_hundredths, name)
   SELECT $1, * FROM unnest($2::text[], $3::text[], $4::integer[], $5::text[])
   ON CONFLICT (country_code, region_code, tax_class) DO UPDATE
     SET rate_hundredths = EXCLUDED.rate_hundredths, name = EXCLUDED.name
     WHERE (tax_rates.rate_hundredths, tax_rates.name) <> (EXCLUDED.rate_hundredths, EXCLUDED.name)
   RETURNING *`,
);

/** Removes the classes $2 in regions $3 of the country $1; answers with those that were there. */
const remove = statement<TaxRateRow>(
  "tax_rate.remove",
  `DELETE FROM tax_rates USING unnest($2::text[], $3::text[]) AS gone (tax_class, region_code)
   WHERE tax_rates.country_code = $1 AND tax_rates.tax_class = gone.tax_class
     AND tax_rates.region_code = gone.region_code
   RETURNING tax_rates.*`,
);

/** Of the country $1 after the region $2 and the class $3, $4 rows. */
const page = statement<TaxRateRow>(
  "tax_rate.page",
  `SELECT * FROM tax_rates WHERE country_code = $1 AND (region_code, tax_class) > ($2, $3)
   ORDER BY country_code, region_code, tax_class LIMIT $4`,
);

/** Tax rates in PostgreSQL: a row a class in a country or a region. Changes lock and count up the country's rule. */
export function postgresTaxRateStore(database: Database<PricingEvent>): TaxRateStore {
  return {
    async page(countryCode, after, size) {
      const from = [after?.regionCode ?? "", after?.taxClass ?? ""];
      const rows = await database.query(page, [countryCode, ...from, size + 1]);
      return toPage(rows.map(taxRateFromRow), size, ({ regionCode, taxClass }) => ({ regionCode, taxClass }));
    },
    change({ countryCode, set: wanted, remove: unwanted, check, decide }, request) {
      return database.change(request, async (tx) => {
        const [row] = await tx.query(lock, [countryCode, wanted.map(({ taxClass }) => taxClass)]);
        if (row === undefined) throw notFound();
        if (row.unknown_class !== null) {
          throw refuse("TAX_CLASS_UNKNOWN", { metadata: { tax_class: row.unknown_class } });
        }
        const rule = taxRuleFromRow(row);
        check(rule);
        const [kept, gone] = [
          wanted.length > 0 ? await tx.query(set, rateValues(countryCode, wanted)) : [],
          unwanted.length > 0 ? await tx.query(remove, [countryCode, ...keyColumns(unwanted)]) : [],
        ];
        const { next, events } = decide(rule, kept.map(taxRateFromRow), gone.map(taxRateFromRow));
        if (next !== rule) await tx.query(touch, [countryCode, next.version, next.updateTime]);
        return { answer: next, events };
      });
    },
  };
}

function rateValues(countryCode: string, rates: readonly TaxRate[]): readonly unknown[] {
  const rateHundredths = rates.map((rate) => rate.rateHundredths);
  return [countryCode, ...keyColumns(rates), rateHundredths, rates.map(({ name }) => name)];
}

function keyColumns(keys: readonly TaxRateKey[]): [string[], string[]] {
  return [keys.map(({ taxClass }) => taxClass), keys.map(({ regionCode }) => regionCode)];
}
