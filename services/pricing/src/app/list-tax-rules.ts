import { type PageKey, type PageQuery, readPage } from "#mesh/kernel";
import type { TaxRule } from "../domain/tax-rule.ts";
import type { PricingPorts } from "./ports.ts";

const countryKey: PageKey<string> = {
  encode: (countryCode) => [countryCode],
  decode: ([code, ...more]) => (code !== undefined && more.length === 0 && /^[A-Z]{2}$/.test(code) ? code : undefined),
};

/** By country code. Fails with PAGE_TOKEN_INVALID. */
export const listTaxRules =
  ({ taxRules }: PricingPorts) =>
  (query: PageQuery): Promise<{ items: readonly TaxRule[]; nextPageToken: string }> => {
    const list = { name: "tax_rules", filter: {}, key: countryKey };
    return readPage(list, query, (after, size) => taxRules.page(after, size));
  };
