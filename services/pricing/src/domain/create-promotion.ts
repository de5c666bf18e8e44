import type { Decision, Ids } from "#mesh/kernel";
import { checkPromotion } from "./check-promotion.ts";
import type { Promotion, PromotionContent, PromotionCreated } from "./promotion.ts";

/** A new promotion. Fails with INVALID_REQUEST as `checkPromotion` does. */
export function createPromotion(content: PromotionContent, now: Date, ids: Ids): Decision<Promotion, PromotionCreated> {
  checkPromotion(content);
  const promotionId = ids.next("pro");
  const nothingYet = { redemptionCount: 0, redeemedAmount: content.budget && { ...content.budget, minorUnits: 0n } };
  const next: Promotion = { ...content, ...nothingYet, promotionId, version: 1, createTime: now, updateTime: now };
  return { next, events: [{ type: "PromotionCreated", key: promotionId, version: 1, promotion: next }] };
}
