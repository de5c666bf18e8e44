import { fromJson } from "@bufbuild/protobuf";
import { createClient, type Transport } from "@connectrpc/connect";
import {
  CreatePromotionRequestSchema,
  PromotionService,
  SetTaxRuleRequestSchema,
  TaxService,
} from "#gen/es/ultramarket/pricing/v1/pricing_service_pb.js";
import { atOnce } from "./at-once.ts";
import { samplePromotions, sampleTaxRules } from "./sample-shop.ts";
import { unlessThere } from "./unless-there.ts";

export interface PricingLoaded {
  readonly taxRules: number;
  readonly coupons: readonly string[];
}

/** Sets the tax rules and offers the promotions; the products' own prices are the catalogue's business. */
export async function loadPricing(transport: Transport): Promise<PricingLoaded> {
  const { setTaxRule } = createClient(TaxService, transport);
  const { createPromotion } = createClient(PromotionService, transport);
  const rules = await sampleTaxRules();
  const promotions = (await samplePromotions()).map((json) => fromJson(CreatePromotionRequestSchema, json));
  await atOnce(rules, async (rule) => {
    await setTaxRule(fromJson(SetTaxRuleRequestSchema, rule));
  });
  for (const promotion of promotions) await unlessThere(createPromotion(promotion));
  return { taxRules: rules.length, coupons: promotions.map(({ promotion }) => promotion?.couponCode ?? "") };
}
