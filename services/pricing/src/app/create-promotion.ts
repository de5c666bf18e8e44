import type { RequestKey } from "#mesh/kernel";
import { createPromotion as decide } from "../domain/create-promotion.ts";
import type { Promotion, PromotionContent } from "../domain/promotion.ts";
import type { PricingPorts } from "./ports.ts";

export const createPromotion =
  ({ promotions, clock, ids }: PricingPorts) =>
  (content: PromotionContent, request?: RequestKey): Promise<Promotion> =>
    promotions.create(() => decide(content, clock.now(), ids), request);
