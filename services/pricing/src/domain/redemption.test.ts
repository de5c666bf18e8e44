import { money } from "#mesh/kernel";
import { anOffer, aPromotion, eur } from "../../test/builders.ts";
import { isUsedUp, redeem } from "./redemption.ts";

const usedTimes = (redemptionCount: number) => aPromotion({ maxRedemptions: 2, redemptionCount });
const used = (redemptionCount: number) => ({ maxRedemptions: 1, redemptionCount });
const spent = (minorUnits: number) => aPromotion({ budget: eur(100), redeemedAmount: eur(minorUnits) });

test.each([
  ["has no limit", anOffer(aPromotion({ redemptionCount: 9 }), { redeemedByCustomer: 9 }), false],
  ["is used less often than it may be", anOffer(usedTimes(1)), false],
  ["is used as often as it may be", anOffer(usedTimes(2)), true],
  [
    "is used less often by the customer than one may",
    anOffer(aPromotion({ maxRedemptionsPerCustomer: 2 }), { redeemedByCustomer: 1 }),
    false,
  ],
  [
    "is used as often by the customer as one may",
    anOffer(aPromotion({ maxRedemptionsPerCustomer: 2 }), { redeemedByCustomer: 2 }),
    true,
  ],
  ["has a budget that just reaches", anOffer(spent(90)), false],
  ["has a budget that does not reach", anOffer(spent(91)), true],
  ["has a budget in another currency", anOffer(aPromotion({ budget: money(100n, "USD") })), true],
  ["is asked for by a coupon with uses left", anOffer(aPromotion(), { coupon: used(0) }), false],
  ["is asked for by a coupon that was used", anOffer(aPromotion(), { coupon: used(1) }), true],
])("a promotion that %s", (_, offer, expected) => {
  expect(isUsedUp(offer, eur(10))).toBe(expected);
});

test("an order redeems all of its promotions or none, and takes from the budgets of those that have one", () => {
  const [counted, budgeted, usedUp] = [usedTimes(0), spent(0), usedTimes(2)];
  const offers = [counted, budgeted, usedUp].map((promotion) => anOffer(promotion));
  const use = ({ promotionId, couponCode }: typeof counted) => ({ promotionId, couponCode, amount: eur(10) });
  expect(redeem(offers, [use(counted), use(budgeted)])).toEqual([0n, 10n]);
  expect(() => redeem(offers, [use(counted), use(usedUp)])).toThrow(
    expect.objectContaining({ reason: "COUPON_USED_UP", metadata: { coupon_code: usedUp.couponCode } }),
  );
  expect(() => redeem([], [use(counted)])).toThrow(expect.objectContaining({ reason: "COUPON_USED_UP" }));
});
