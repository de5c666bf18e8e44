import { notFound } from "#mesh/kernel";
import type { Promotion, PromotionId } from "../domain/promotion.ts";
import type { PricingPorts } from "./ports.ts";

export const getPromotion =
  ({ promotions }: PricingPorts) =>
  async (promotionId: PromotionId): Promise<Promotion> => {
    const promotion = await promotions.find(promotionId);
    if (promotion === undefined) throw notFound();
    return promotion;
  };
