import { afterNoon, aLine, anOffer, aPromotion, eur, ids, noon } from "../../test/builders.ts";
import { applyPromotions } from "./apply-promotions.ts";
import type { GoodsLine } from "./discount.ts";
import type { Promotion } from "./promotion.ts";
import type { Offer } from "./redemption.ts";

const line = (unitPrice: number, quantity = 1, variantId = aLine().variantId): GoodsLine => ({
  ...{ variantId, quantity: BigInt(quantity), unitPrice: BigInt(unitPrice), left: BigInt(unitPrice * quantity) },
});
const goodsOf = (lines: readonly GoodsLine[], shipping = 490n) => ({
  ...{ lines, shipping, subtotal: eur(lines.reduce((total, { left }) => total + left, 0n)) },
});
const codesOf = (offers: readonly Offer[]) => offers.flatMap(({ couponCode }) => couponCode || []);
const apply = (lines: readonly GoodsLine[], offers: readonly Offer[]) =>
  applyPromotions(codesOf(offers), offers, goodsOf(lines), noon);
const off = (lines: readonly GoodsLine[], change: Partial<Promotion>) =>
  apply(lines, [anOffer(aPromotion(change))]).lines;
const automatic = (change: Partial<Promotion>) => anOffer(aPromotion({ ...change, automatic: true, couponCode: "" }));
const outcomes = ({ notes }: ReturnType<typeof apply>) => notes.map(({ outcome }) => outcome);

const byTwoGetOne = { buyQuantity: 2, getQuantity: 1, percentOffHundredths: 10_000 };

test.each([
  ["too few units", [line(100, 2)], [0n]],
  ["three units of one line", [line(100, 3)], [100n]],
  ["the cheapest of three lines", [line(300), line(100), line(200)], [0n, 100n, 0n]],
  ["two of seven units, the cheapest", [line(300, 5), line(100), line(200)], [0n, 100n, 200n]],
])("buy two, get one: %s", (_, lines, expected) => {
  expect(off(lines, { buyGet: byTwoGetOne })).toEqual(expected);
});

test("buy one, get one at half its price, rounded to even", () => {
  const half = { buyQuantity: 1, getQuantity: 1, percentOffHundredths: 5_000 };
  expect(off([line(105, 2)], { buyGet: half })).toEqual([52n]);
});

test("of tiers the highest reached counts, and below the first nothing", () => {
  const tier = (least: number, percentOffHundredths: number) => ({
    ...{ minSubtotal: eur(least), percentOffHundredths, amountOff: undefined },
  });
  const tiers = [tier(1_000, 1_000), tier(2_000, 2_000)];
  expect([999, 1_000, 1_999, 2_000].map((price) => off([line(price)], { tiers })[0])).toEqual([0n, 100n, 200n, 400n]);
});

test("what is for some variants takes nothing off the others", () => {
  const [mug, cup] = [line(1_000), line(1_000)];
  expect(off([mug, cup], { percentOffHundredths: 1_000, variantIds: [cup.variantId] })).toEqual([0n, 100n]);
});

test("free shipping takes off shipping alone", () => {
  expect(apply([line(1_000)], [anOffer(aPromotion({ freeShipping: true }))])).toMatchObject({
    lines: [0n],
    shipping: 490n,
  });
});

test("automatic promotions come first, oldest first, and coupons after them", () => {
  const older = automatic({ percentOffHundredths: 5_000 });
  const newer = automatic({ amountOff: eur(100), createTime: afterNoon(1) });
  const coupon = anOffer(aPromotion({ percentOffHundredths: 1_000 }));
  const { applied } = apply([line(1_000)], [coupon, newer, older]);
  expect(applied.map(({ amount }) => amount)).toEqual([eur(500), eur(100), eur(40)]);
});

test.each([
  [3_000, ["NOT_COMBINED", "APPLIED"], 300n],
  [1_000, ["APPLIED", "NOT_COMBINED"], 150n],
])("an exclusive share of %i counts alone if it takes more off than the others together", (share, notes, total) => {
  const plain = anOffer(aPromotion({ percentOffHundredths: 500 }));
  const alone = anOffer(aPromotion({ percentOffHundredths: share, exclusive: true }));
  const result = apply([line(1_000)], [plain, automatic({ amountOff: eur(100) }), alone]);
  expect([outcomes(result), result.lines]).toEqual([notes, [total === 150n ? 145n : total]]);
});

test("an exclusive one that cannot count says why itself", () => {
  const tooDear = anOffer(aPromotion({ exclusive: true, minSubtotal: eur(1_001) }));
  expect(outcomes(apply([line(1_000)], [anOffer(aPromotion()), tooDear]))).toEqual(["APPLIED", "NOT_MET"]);
});

test("of two coupons of one promotion the first counts", () => {
  const promotion = aPromotion({ couponCode: "" });
  const coupon = { maxRedemptions: 1, redemptionCount: 0 };
  const offers = ["ONE", "TWO"].map((couponCode) => anOffer(promotion, { couponCode, coupon }));
  const result = apply([line(1_000)], offers);
  expect([outcomes(result), result.lines]).toEqual([["APPLIED", "NOT_COMBINED"], [100n]]);
});

test("a coupon of a group the customer does not belong to, or that is used up, takes nothing off", () => {
  const foreign = anOffer(aPromotion(), { forCustomer: false });
  const used = anOffer(aPromotion({ maxRedemptions: 1, redemptionCount: 1 }));
  const result = apply([line(1_000)], [foreign, used]);
  expect([outcomes(result), result.lines]).toEqual([["NOT_MET", "USED_UP"], [0n]]);
});

test("two lines of one variant share alike, whichever comes first", () => {
  const variantId = ids.next("var");
  const [one, two] = [line(100, 1, variantId), line(33, 3, variantId)];
  const both = [off([one, two], { amountOff: eur(1) }), off([two, one], { amountOff: eur(1) }).toReversed()];
  expect(both[0]).toEqual(both[1]);
});
