import type { Id } from "#mesh/kernel";
import type { PromotionId } from "./promotion.ts";

export type CouponBatchId = Id<"cpb">;

/** A code of a promotion that was made with many others. */
export interface Coupon {
  readonly couponCode: string;
  readonly promotionId: PromotionId;
  readonly batchId: CouponBatchId;
  /** 0 for any number. */
  readonly maxRedemptions: number;
  readonly redemptionCount: number;
  /** True once it counts no more. */
  readonly disabled: boolean;
  readonly createTime: Date;
}

/** Coupons to make. */
export interface CouponBatch extends Pick<Coupon, "promotionId" | "batchId" | "maxRedemptions" | "createTime"> {
  readonly codes: readonly string[];
}
