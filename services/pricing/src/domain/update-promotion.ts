import { isDeepStrictEqual } from "node:util";
import { type Decision, refuse } from "#mesh/kernel";
import { checkPromotion } from "./check-promotion.ts";
import type { Promotion, PromotionContent, PromotionUpdated } from "./promotion.ts";

/** The fields to change; what is absent stays as it is, what is undefined is taken away. */
export type PromotionChange = Partial<Omit<PromotionContent, "couponCode">>;

/**
 * The promotion with the change; one that changes nothing gives no new version and no event. An empty etag fits any
 * version. Fails with ETAG_MISMATCH, or as `checkPromotion` does.
 */
export function updatePromotion(
  promotion: Promotion,
  change: PromotionChange,
  etag: string,
  now: Date,
): Decision<Promotion, PromotionUpdated> {
  if (etag !== "" && etag !== String(promotion.version)) throw refuse("ETAG_MISMATCH");
  const changed = { ...promotion, ...change };
  const fields = (Object.keys(change) as (keyof PromotionChange)[]).filter(
    (field) => !isDeepStrictEqual(changed[field], promotion[field]),
  );
  if (fields.length === 0) return { next: promotion, events: [] };
  checkPromotion(changed);
  const next = { ...changed, version: promotion.version + 1, updateTime: now };
  const { promotionId: key, version } = next;
  return { next, events: [{ type: "PromotionUpdated", key, version, promotion: next, changedFields: fields }] };
}
