import type { RequestKey } from "#mesh/kernel";
import type { Promotion, PromotionId } from "../domain/promotion.ts";
import { updatePromotion as decide, type PromotionChange } from "../domain/update-promotion.ts";
import type { PricingPorts } from "./ports.ts";

export interface UpdatePromotion {
  readonly promotionId: PromotionId;
  readonly change: PromotionChange;
  readonly etag: string;
  readonly request?: RequestKey | undefined;
}

export const updatePromotion =
  ({ promotions, clock }: PricingPorts) =>
  ({ promotionId, change, etag, request }: UpdatePromotion): Promise<Promotion> =>
    promotions.change(promotionId, (promotion) => decide(promotion, change, etag, clock.now()), request);
