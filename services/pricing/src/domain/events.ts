import type { PriceSet } from "./price.ts";
import type { PromotionEvent } from "./promotion.ts";
import type { TaxRuleSet } from "./tax-rule.ts";

/** All the service tells others. */
export type PricingEvent = PriceSet | PromotionEvent | TaxRuleSet;
