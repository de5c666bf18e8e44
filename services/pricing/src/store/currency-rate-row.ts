import type { CurrencyRate } from "../domain/currency-rate.ts";

/** A row of `currency_rates`; from JSON its times are texts of ISO 8601. */
export interface CurrencyRateRow {
  readonly base_currency_code: string;
  readonly currency_code: string;
  readonly rate_billionths: string;
  readonly rounding_step: string;
  readonly source: string;
  readonly rate_time: Date | string;
  readonly update_time: Date | string;
}

export function currencyRateFromRow(row: CurrencyRateRow): CurrencyRate {
  return {
    baseCurrencyCode: row.base_currency_code,
    currencyCode: row.currency_code,
    rateBillionths: BigInt(row.rate_billionths),
    roundingStep: BigInt(row.rounding_step),
    source: row.source,
    rateTime: new Date(row.rate_time),
    updateTime: new Date(row.update_time),
  };
}

/** SQL of the rates into a currency, as one text of JSON; null for none. */
export function currencyRatesJson(currencyCode: string): string {
  return `(
    SELECT json_agg(rate)::text FROM (
      SELECT base_currency_code, currency_code, rate_billionths::text, rounding_step::text, source, rate_time, update_time
      FROM currency_rates WHERE currency_code = ${currencyCode}
    ) AS rate
  )`;
}

export function currencyRatesFromJson(text: string | null): readonly CurrencyRate[] {
  return text === null ? [] : (JSON.parse(text) as readonly CurrencyRateRow[]).map(currencyRateFromRow);
}
