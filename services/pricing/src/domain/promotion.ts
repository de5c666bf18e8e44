import type { DomainEvent, Id, Money } from "#mesh/kernel";
import type { VariantId } from "./price.ts";

export type PromotionId = Id<"pro">;

/** What the staff says of a promotion. It has one of five discounts: a share, an amount, shipping, tiers, or by units. */
export interface PromotionContent {
  readonly name: string;
  /** In upper case; empty if it is automatic, or only coupons made for it ask for it. */
  readonly couponCode: string;
  /** The share taken off, 1 to 10,000; 0 for another discount. */
  readonly percentOffHundredths: number;
  readonly amountOff: Money | undefined;
  /** The least subtotal it counts from. */
  readonly minSubtotal: Money | undefined;
  readonly startTime: Date | undefined;
  readonly endTime: Date | undefined;
  /** The most orders that may use it; 0 for any number. */
  readonly maxRedemptions: number;
  /** The most of them by one customer; 0 for any number. */
  readonly maxRedemptionsPerCustomer: number;
  /** The most it takes off in all orders together; purchases in other currencies do not get it. */
  readonly budget: Money | undefined;
  /** True if it counts without a code. */
  readonly automatic: boolean;
  /** True if it combines with no other. */
  readonly exclusive: boolean;
  readonly freeShipping: boolean;
  /** Lowest first; that of the highest reached counts. */
  readonly tiers: readonly PromotionTier[];
  readonly buyGet: BuyGet | undefined;
  /** What it takes something off; none for everything. */
  readonly variantIds: readonly VariantId[];
  /** Empty for everybody. */
  readonly customerGroup: string;
}

export interface PromotionTier {
  readonly minSubtotal: Money;
  /** 1 to 10,000; 0 if `amountOff` is set. */
  readonly percentOffHundredths: number;
  readonly amountOff: Money | undefined;
}

/** Of every `buyQuantity` and `getQuantity` units together the cheapest `getQuantity` cost less. */
export interface BuyGet {
  readonly buyQuantity: number;
  readonly getQuantity: number;
  readonly percentOffHundredths: number;
}

export interface Promotion extends PromotionContent {
  readonly promotionId: PromotionId;
  /** The orders that use it, counted from when it first had a limit. */
  readonly redemptionCount: number;
  /** What it took off of its budget; absent without one. */
  readonly redeemedAmount: Money | undefined;
  /** Counted from 1; also the etag. */
  readonly version: number;
  readonly createTime: Date;
  readonly updateTime: Date;
}

export interface PromotionCreated extends DomainEvent {
  readonly type: "PromotionCreated";
  readonly promotion: Promotion;
}

export interface PromotionUpdated extends DomainEvent {
  readonly type: "PromotionUpdated";
  readonly promotion: Promotion;
  readonly changedFields: readonly (keyof PromotionContent)[];
}

export type PromotionEvent = PromotionCreated | PromotionUpdated;

/** True if orders that use it have to be counted. */
export function isLimited({ maxRedemptions, maxRedemptionsPerCustomer, budget }: PromotionContent): boolean {
  return maxRedemptions > 0 || maxRedemptionsPerCustomer > 0 || budget !== undefined;
}

/** The end belongs to the time after it. */
export function hasEnded({ endTime }: PromotionContent, now: Date): boolean {
  return endTime !== undefined && endTime <= now;
}

export function isRunning(promotion: PromotionContent, now: Date): boolean {
  const { startTime } = promotion;
  return (startTime === undefined || startTime <= now) && !hasEnded(promotion, now);
}
