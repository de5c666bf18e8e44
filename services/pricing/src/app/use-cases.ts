import { batchSetPrices } from "./batch-set-prices.ts";
import { createPromotion } from "./create-promotion.ts";
import { getPromotion } from "./get-promotion.ts";
import { keepCatalogue } from "./keep-catalogue.ts";
import { listPrices } from "./list-prices.ts";
import { listPromotions } from "./list-promotions.ts";
import { listTaxRules } from "./list-tax-rules.ts";
import type { PricingPorts } from "./ports.ts";
import { quotePurchase } from "./quote-purchase.ts";
import { setTaxRule } from "./set-tax-rule.ts";
import { updatePromotion } from "./update-promotion.ts";

/** Everything the service can do. */
export const pricingUseCases = (ports: PricingPorts) => ({
  batchSetPrices: batchSetPrices(ports),
  createPromotion: createPromotion(ports),
  getPromotion: getPromotion(ports),
  keepCatalogue: keepCatalogue(ports),
  listPrices: listPrices(ports),
  listPromotions: listPromotions(ports),
  listTaxRules: listTaxRules(ports),
  quotePurchase: quotePurchase(ports),
  setTaxRule: setTaxRule(ports),
  updatePromotion: updatePromotion(ports),
});

export type PricingUseCases = ReturnType<typeof pricingUseCases>;
