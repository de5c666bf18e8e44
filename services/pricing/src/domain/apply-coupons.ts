import { type Money, share } from "#mesh/kernel";
import { allocateByShare, sum } from "./allocate-by-share.ts";
import { isRunning, type Promotion } from "./promotion.ts";
import type { CouponNote, CouponOutcome } from "./purchase.ts";
import { isUsedUp, type Offer } from "./redemption.ts";

/** What coupons meet: the sum of all lines, and of each line what may be taken off (0 where no promotion counts). */
export interface Discountable {
  readonly subtotal: Money;
  readonly lines: readonly bigint[];
}

export interface Discounts {
  /** Minor units off each line. */
  readonly lines: readonly bigint[];
  /** What took something off, in this order. */
  readonly applied: readonly AppliedPromotion[];
  readonly notes: readonly CouponNote[];
}

export interface AppliedPromotion {
  readonly promotion: Promotion;
  readonly amount: Money;
}

/** Applies one coupon after the other, each on what the ones before it left. A code counts once, in whatever case. */
export function applyCoupons(
  codes: readonly string[],
  offers: readonly Offer[],
  { subtotal, lines }: Discountable,
  now: Date,
): Discounts {
  const running = new Map(
    offers.filter(({ promotion }) => isRunning(promotion, now)).map((offer) => [offer.promotion.couponCode, offer]),
  );
  const outcomes = new Map<string, CouponOutcome>();
  const applied: AppliedPromotion[] = [];
  let left = lines;
  for (const code of new Set(codes.map(normalized))) {
    const offer = running.get(code);
    const amount = offer && amountOff(offer.promotion, subtotal, sum(left));
    const outcome = outcomeOf(offer, amount);
    outcomes.set(code, outcome);
    if (offer === undefined || amount === undefined || outcome !== "APPLIED") continue;
    const parts = allocateByShare(amount.minorUnits, left);
    left = left.map((rest, index) => rest - (parts[index] ?? 0n));
    applied.push({ promotion: offer.promotion, amount });
  }
  return {
    lines: lines.map((line, index) => line - (left[index] ?? 0n)),
    applied,
    notes: codes.map((couponCode) => ({ couponCode, outcome: outcomes.get(normalized(couponCode)) ?? "UNKNOWN" })),
  };
}

/** A coupon's code as promotions have it. */
export function normalized(code: string): string {
  return code.toUpperCase();
}

function outcomeOf(offer: Offer | undefined, amount: Money | undefined): CouponOutcome {
  if (offer === undefined || amount === undefined) return "UNKNOWN";
  if (amount.minorUnits === 0n) return "NOT_MET";
  return isUsedUp(offer, amount) ? "USED_UP" : "APPLIED";
}

/** What the promotion takes off `left` minor units: nothing if the purchase does not meet its conditions. */
function amountOff({ minSubtotal, budget, ...promotion }: Promotion, subtotal: Money, left: bigint): Money {
  const { currencyCode } = subtotal;
  const none = { currencyCode, minorUnits: 0n };
  if (budget !== undefined && budget.currencyCode !== currencyCode) return none;
  if (minSubtotal !== undefined && !reaches(subtotal, minSubtotal)) return none;
  if (promotion.amountOff === undefined) {
    return share({ currencyCode, minorUnits: left }, BigInt(promotion.percentOffHundredths), 10_000n);
  }
  if (promotion.amountOff.currencyCode !== currencyCode) return none;
  return promotion.amountOff.minorUnits < left ? promotion.amountOff : { currencyCode, minorUnits: left };
}

function reaches(subtotal: Money, least: Money): boolean {
  return subtotal.currencyCode === least.currencyCode && subtotal.minorUnits >= least.minorUnits;
}
