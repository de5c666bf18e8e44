import * as pricing from "#gen/es/ultramarket/pricing/v1/pricing_service_pb.js";
import type { Known } from "../known.ts";
import { of, requestId } from "./sample.ts";

export function pricingRequests({ variantId, promotionId }: Known) {
  return {
    "PriceService.BatchSetPrices": of(pricing.BatchSetPricesRequestSchema, {
      prices: [{ variantId, price: { currencyCode: "USD", minorUnits: 1_250n } }],
      requestId,
    }),
    "PriceService.ListPrices": of(pricing.ListPricesRequestSchema, { variantId }),
    "PromotionService.CreatePromotion": of(pricing.CreatePromotionRequestSchema, {
      promotion: { name: "Spring", couponCode: "SPRING-10", percentOffHundredths: 1_000 },
      requestId,
    }),
    "PromotionService.UpdatePromotion": of(pricing.UpdatePromotionRequestSchema, {
      promotionId,
      promotion: { name: "Autumn" },
      updateMask: { paths: ["name"] },
      requestId,
    }),
    "PromotionService.GetPromotion": of(pricing.GetPromotionRequestSchema, { promotionId }),
    "PromotionService.ListPromotions": of(pricing.ListPromotionsRequestSchema, { pageSize: 5 }),
    "TaxService.SetTaxRule": of(pricing.SetTaxRuleRequestSchema, {
      countryCode: "FR",
      taxRule: { name: "TVA", rateHundredths: 2_000, inclusive: true },
      requestId,
    }),
    "TaxService.ListTaxRules": of(pricing.ListTaxRulesRequestSchema, {}),
  };
}
