import type { Money } from "#mesh/kernel";
import { sum } from "./allocate-by-share.ts";
import { type Discount, discountOf, type Goods, type GoodsLine } from "./discount.ts";
import { isRunning, type Promotion, type PromotionId } from "./promotion.ts";
import type { CouponNote, CouponOutcome } from "./purchase.ts";
import { isUsedUp, type Offer } from "./redemption.ts";

export interface Discounts extends Discount {
  /** What took something off, in this order. */
  readonly applied: readonly AppliedPromotion[];
  readonly notes: readonly CouponNote[];
}

export interface AppliedPromotion {
  readonly offer: Offer;
  readonly amount: Money;
}

/**
 * Applies automatic promotions, oldest first, then coupons in their order, each on what the ones before it left. An
 * exclusive promotion stands alone: of it, and all others together, that counts which takes more off. A code counts once,
 * in whatever case, and so does a promotion, whatever its codes.
 */
export function applyPromotions(
  codes: readonly string[],
  offers: readonly Offer[],
  goods: Goods,
  now: Date,
): Discounts {
  const running = offers.filter(({ promotion }) => isRunning(promotion, now));
  if (running.length === 0) {
    const notes = codes.map((couponCode) => ({ couponCode, outcome: "UNKNOWN" as const }));
    return { lines: goods.lines.map(() => 0n), shipping: 0n, applied: [], notes };
  }
  const sorted = goods.lines.map((line, place) => ({ line, place, key: keyOf(line) })).toSorted(byKey);
  const { lines, ...discounts } = applySorted(codes, running, { ...goods, lines: sorted.map(({ line }) => line) });
  const inPlace = goods.lines.map(() => 0n);
  for (const [index, { place }] of sorted.entries()) inPlace[place] = lines[index] ?? 0n;
  return { ...discounts, lines: inPlace };
}

/** Where rounding favours a line, it shall not be the one that happens to come first. */
function keyOf({ variantId, unitPrice, quantity, left }: GoodsLine): string {
  return `${variantId} ${unitPrice} ${quantity} ${left}`;
}

function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return a.key < b.key ? -1 : 1;
}

function applySorted(codes: readonly string[], running: readonly Offer[], goods: Goods): Discounts {
  const byCode = new Map(running.map((offer) => [offer.couponCode, offer]));
  const asked = [...new Set(codes.map(normalized))].flatMap((code) => byCode.get(code) ?? []);
  const wanted = [...running.filter(({ couponCode }) => couponCode === "").toSorted(oldestFirst), ...asked];
  const alone = wanted.filter(({ promotion }) => promotion.exclusive).map((offer) => taken([offer], goods));
  const together = taken(
    wanted.filter(({ promotion }) => !promotion.exclusive),
    goods,
  );
  const best = alone.reduce((most, plan) => (plan.total > most.total ? plan : most), together);
  const outcomeOf = (code: string): CouponOutcome => {
    const offer = byCode.get(normalized(code));
    if (offer === undefined) return "UNKNOWN";
    const outcome = best.outcomes.get(offer);
    if (outcome !== undefined) return outcome;
    const otherwise = [together, ...alone].map(({ outcomes }) => outcomes.get(offer)).find((known) => known);
    return otherwise === "APPLIED" || otherwise === undefined ? "NOT_COMBINED" : otherwise;
  };
  const notes = codes.map((couponCode) => ({ couponCode, outcome: outcomeOf(couponCode) }));
  return { lines: best.lines, shipping: best.shipping, applied: best.applied, notes };
}

/** A coupon's code as promotions have it. */
export function normalized(code: string): string {
  return code.toUpperCase();
}

interface Plan extends Discount {
  readonly applied: readonly AppliedPromotion[];
  readonly outcomes: ReadonlyMap<Offer, CouponOutcome>;
  /** Minor units. */
  readonly total: bigint;
}

/** What the offers take off, one after the other. */
function taken(offers: readonly Offer[], goods: Goods): Plan {
  const { currencyCode } = goods.subtotal;
  const outcomes = new Map<Offer, CouponOutcome>();
  const applied: AppliedPromotion[] = [];
  const counted = new Set<PromotionId>();
  let rest = goods;
  for (const offer of offers) {
    const discount = discountOf(offer.promotion, rest);
    const amount = { currencyCode, minorUnits: sum(discount.lines) + discount.shipping };
    const outcome = counted.has(offer.promotion.promotionId) ? "NOT_COMBINED" : outcomeOf(offer, amount);
    outcomes.set(offer, outcome);
    if (outcome !== "APPLIED") continue;
    counted.add(offer.promotion.promotionId);
    applied.push({ offer, amount });
    rest = lessen(rest, discount);
  }
  const lines = goods.lines.map(({ left }, index) => left - (rest.lines[index]?.left ?? 0n));
  const shipping = goods.shipping - rest.shipping;
  return { lines, shipping, applied, outcomes, total: sum(lines) + shipping };
}

function outcomeOf(offer: Offer, amount: Money): CouponOutcome {
  if (amount.minorUnits === 0n || !offer.forCustomer) return "NOT_MET";
  return isUsedUp(offer, amount) ? "USED_UP" : "APPLIED";
}

function lessen(goods: Goods, discount: Discount): Goods {
  const lines = goods.lines.map((line, index) => ({ ...line, left: line.left - (discount.lines[index] ?? 0n) }));
  return { ...goods, lines, shipping: goods.shipping - discount.shipping };
}

function oldestFirst({ promotion: a }: { promotion: Promotion }, { promotion: b }: { promotion: Promotion }): number {
  return a.createTime.getTime() - b.createTime.getTime() || (a.promotionId < b.promotionId ? -1 : 1);
}
