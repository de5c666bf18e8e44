import type { PersonErased } from "#mesh/kernel";
import type { PriceSet } from "./price.ts";
import type { PriceListEvent } from "./price-list.ts";
import type { PromotionEvent } from "./promotion.ts";
import type { TaxRatesChanged } from "./tax-rate.ts";
import type { TaxRuleSet } from "./tax-rule.ts";

/** All the service tells others. */
export type PricingEvent = PriceSet | PriceListEvent | PromotionEvent | TaxRuleSet | TaxRatesChanged | PersonErased;
