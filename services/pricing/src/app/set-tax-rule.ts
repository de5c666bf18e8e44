import type { RequestKey } from "#mesh/kernel";
import { setTaxRule as decide, type TaxRule, type TaxRuleContent } from "../domain/tax-rule.ts";
import type { PricingPorts } from "./ports.ts";

export interface SetTaxRule {
  readonly countryCode: string;
  readonly content: TaxRuleContent;
  readonly etag: string;
  readonly request?: RequestKey | undefined;
}

export const setTaxRule =
  ({ taxRules, clock }: PricingPorts) =>
  ({ countryCode, content, etag, request }: SetTaxRule): Promise<TaxRule> =>
    taxRules.set(countryCode, (present) => decide(present, countryCode, content, etag, clock.now()), request);
