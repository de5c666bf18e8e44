import { invalid, type PageKey, type PageQuery, type RequestKey, readPage } from "#mesh/kernel";
import { requireEtag } from "../domain/price-list.ts";
import { ratesChanged, type TaxRate, type TaxRateKey } from "../domain/tax-rate.ts";
import type { TaxRule } from "../domain/tax-rule.ts";
import type { PricingPorts } from "./ports.ts";

export interface UpdateTaxRates {
  readonly countryCode: string;
  readonly set: readonly TaxRate[];
  readonly remove: readonly TaxRateKey[];
  /** Of the country's rule; empty for any version. */
  readonly etag: string;
  readonly request?: RequestKey | undefined;
}

const rateKey: PageKey<TaxRateKey> = {
  encode: ({ regionCode, taxClass }) => [regionCode, taxClass],
  decode: ([regionCode, taxClass, ...more]) =>
    regionCode !== undefined && taxClass !== undefined && more.length === 0 ? { regionCode, taxClass } : undefined,
};

/** Fails with RESOURCE_NOT_FOUND, ETAG_MISMATCH, TAX_CLASS_UNKNOWN, INVALID_REQUEST for a rate that appears twice. */
export const batchUpdateTaxRates =
  ({ taxRates, clock }: PricingPorts) =>
  async ({ countryCode, set, remove, etag, request }: UpdateTaxRates): Promise<TaxRule> => {
    refuseRepeated("set", set, refuseRepeated("remove", remove, new Set()));
    const check = (rule: TaxRule) => requireEtag(rule, etag);
    const decide = (rule: TaxRule, changed: readonly TaxRate[], removed: readonly TaxRate[]) =>
      ratesChanged(rule, changed, removed, clock.now());
    return taxRates.change({ countryCode, set, remove, check, decide }, request);
  };

/** By region and class. Fails with PAGE_TOKEN_INVALID. */
export const listTaxRates =
  ({ taxRates }: PricingPorts) =>
  (
    query: PageQuery & { readonly countryCode: string },
  ): Promise<{ items: readonly TaxRate[]; nextPageToken: string }> => {
    const { countryCode } = query;
    const list = { name: "tax_rates", filter: { countryCode }, key: rateKey };
    return readPage(list, query, (after, size) => taxRates.page(countryCode, after, size));
  };

function refuseRepeated(field: string, keys: readonly TaxRateKey[], seen: Set<string>): Set<string> {
  for (const [index, { taxClass, regionCode }] of keys.entries()) {
    const mark = `${taxClass} ${regionCode}`;
    if (seen.has(mark)) throw invalid({ field: `${field}[${index}]`, description: "names a rate a second time" });
    seen.add(mark);
  }
  return seen;
}
