import { toPage } from "#mesh/kernel";
import { type Database, statement } from "#mesh/store";
import type { CurrencyRateStore } from "../app/ports.ts";
import type { CurrencyRate, CurrencyRateKey } from "../domain/currency-rate.ts";
import type { PricingEvent } from "../domain/events.ts";
import { type CurrencyRateRow, currencyRateFromRow } from "./currency-rate-row.ts";

/** Sets base currencies $1 in currencies $2 to rates $3 with steps $4, as sources $5 said at $6; set at $7. */
const set = statement<never>(
  "currency_rate.set",
  `INSERT INTO currency_rates
     (base_currency_code, currency_code, rate_billionths, rounding_step, source, rate_time, update_time)
   SELECT rate.*, $7 FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::timestamptz[]) AS rate
     (base_currency_code, currency_code, rate_billionths, rounding_step, source, rate_time)
   ORDER BY currency_code, base_currency_code
   ON CONFLICT (currency_code, base_currency_code) DO UPDATE SET rate_billionths = EXCLUDED.rate_billionths,
     rounding_step = EXCLUDED.rounding_step, source = EXCLUDED.source, rate_time = EXCLUDED.rate_time,
     update_time = EXCLUDED.update_time`,
);

/** Removes base currencies $1 in currencies $2. */
const remove = statement<never>(
  "currency_rate.remove",
  `DELETE FROM currency_rates WHERE (base_currency_code, currency_code) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
);

/** After the currency $1 and the base currency $2, $3 rows. */
const page = statement<CurrencyRateRow>(
  "currency_rate.page",
  `SELECT base_currency_code, currency_code, rate_billionths::text, rounding_step::text, source, rate_time, update_time
   FROM currency_rates WHERE (currency_code, base_currency_code) > ($1, $2)
   ORDER BY currency_code, base_currency_code LIMIT $3`,
);

/** Rates between currencies in PostgreSQL, a row each. */
export function postgresCurrencyRateStore(database: Database<PricingEvent>): CurrencyRateStore {
  return {
    async page(after, size) {
      const rows = await database.query(page, [after?.currencyCode ?? "", after?.baseCurrencyCode ?? "", size + 1]);
      return toPage(rows.map(currencyRateFromRow), size, ({ currencyCode, baseCurrencyCode }) => {
        return { currencyCode, baseCurrencyCode };
      });
    },
    change(rates, unwanted, request) {
      return database.change(request, async (tx) => {
        if (rates.length > 0) await tx.query(set, rateColumns(rates));
        if (unwanted.length > 0) await tx.query(remove, keyColumns(unwanted));
        return { answer: rates, events: [] };
      });
    },
  };
}

function rateColumns(rates: readonly CurrencyRate[]): readonly unknown[] {
  return [
    ...keyColumns(rates),
    rates.map(({ rateBillionths }) => rateBillionths),
    rates.map(({ roundingStep }) => roundingStep),
    rates.map(({ source }) => source),
    rates.map(({ rateTime }) => rateTime),
    rates[0]?.updateTime,
  ];
}

function keyColumns(keys: readonly CurrencyRateKey[]): [string[], string[]] {
  return [keys.map(({ baseCurrencyCode }) => baseCurrencyCode), keys.map(({ currencyCode }) => currencyCode)];
}
