import { invalid, isCurrency, type PageKey, type PageQuery, type RequestKey, readPage } from "#mesh/kernel";
import type { CurrencyRate, CurrencyRateKey } from "../domain/currency-rate.ts";
import type { PricingPorts } from "./ports.ts";

export interface CurrencyRateDraft extends Omit<CurrencyRate, "rateTime" | "updateTime"> {
  /** Absent for now. */
  readonly rateTime: Date | undefined;
}

export interface UpdateCurrencyRates {
  readonly set: readonly CurrencyRateDraft[];
  readonly remove: readonly CurrencyRateKey[];
  readonly request?: RequestKey | undefined;
}

const rateKey: PageKey<CurrencyRateKey> = {
  encode: ({ currencyCode, baseCurrencyCode }) => [currencyCode, baseCurrencyCode],
  decode: ([currencyCode = "", baseCurrencyCode = "", ...more]) =>
    isCurrency(currencyCode) && isCurrency(baseCurrencyCode) && more.length === 0
      ? { currencyCode, baseCurrencyCode }
      : undefined,
};

/** Refuses with INVALID_REQUEST what is no currency, a rate of zero or to the same currency, and one that appears twice. */
export const batchUpdateCurrencyRates =
  ({ currencyRates, clock }: PricingPorts) =>
  async ({ set, remove, request }: UpdateCurrencyRates): Promise<readonly CurrencyRate[]> => {
    const seen = new Set<string>();
    check("set", set, seen);
    check("remove", remove, seen);
    const zero = set.findIndex(({ rateBillionths }) => rateBillionths === 0n);
    if (zero >= 0) throw invalid({ field: `set[${zero}].rate`, description: "must be above zero" });
    const now = clock.now();
    const rates = set.map((rate) => ({ ...rate, rateTime: rate.rateTime ?? now, updateTime: now }));
    return currencyRates.change(rates, remove, request);
  };

/** By currency and base currency. Fails with PAGE_TOKEN_INVALID. */
export const listCurrencyRates =
  ({ currencyRates }: PricingPorts) =>
  (query: PageQuery): Promise<{ items: readonly CurrencyRate[]; nextPageToken: string }> => {
    const list = { name: "currency_rates", filter: {}, key: rateKey };
    return readPage(list, query, (after, size) => currencyRates.page(after, size));
  };

function check(list: string, keys: readonly CurrencyRateKey[], seen: Set<string>): void {
  for (const [index, { baseCurrencyCode, currencyCode }] of keys.entries()) {
    const field = `${list}[${index}]`;
    const mark = `${baseCurrencyCode} ${currencyCode}`;
    if (!isCurrency(baseCurrencyCode) || !isCurrency(currencyCode)) {
      throw invalid({ field, description: "names what is no active ISO 4217 currency" });
    }
    if (baseCurrencyCode === currencyCode) throw invalid({ field, description: "must name two currencies" });
    if (seen.has(mark)) throw invalid({ field, description: "names a rate a second time" });
    seen.add(mark);
  }
}
