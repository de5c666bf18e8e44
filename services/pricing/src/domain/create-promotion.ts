import type { Decision, Ids } from "#mesh/kernel";
import { checkPromotion } from "./check-promotion.ts";
import type { Promotion, PromotionContent, PromotionCreated } from "./promotion.ts";

/** A new promotion. Fails with INVALID_REQUEST as `checkPromotion` does. */
export function createPromotion(content: PromotionContent, now: Date, ids: Ids): Decision<Promotion, PromotionCreated> {
  checkPromotion(content);
  const promotionId = ids.next("pro");
  const next: Promotion = { ...content, promotionId, version: 1, createTime: now, updateTime: now };
  return { next, events: [{ type: "PromotionCreated", key: promotionId, version: 1, promotion: next }] };
}
