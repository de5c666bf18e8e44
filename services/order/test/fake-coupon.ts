import type { Pricing } from "../src/app/ports/pricing.ts";
import type { Quote } from "../src/domain/quote.ts";
import { euros, ids } from "./cart-builders.ts";

/** The code of the one coupon that orders are counted for. */
export const countedCode = "FEW";

/** A coupon that few orders may use, with the rules of the pricing service: once an order, and none after its release. */
export function fakeCoupon() {
  const promotionId = ids.next("pro");
  const orders = new Map<string, "REDEEMED" | "RELEASED">();
  const coupon = { most: Number.POSITIVE_INFINITY, unanswered: 0, isKnownUsedUp: false };
  const used = () => [...orders.values()].filter((state) => state === "REDEEMED").length;

  const counting: Pick<Pricing, "redeem" | "unredeem"> = {
    async redeem({ orderId, redemptions }) {
      if (redemptions.some((redemption) => redemption.promotionId !== promotionId)) throw new RangeError("unknown");
      if (coupon.unanswered > 0) {
        coupon.unanswered -= 1;
        return { outcome: "UNANSWERED", metadata: { service: "pricing" } };
      }
      if (orders.get(orderId) === "RELEASED") throw new RangeError("an order redeems after its release");
      if (!orders.has(orderId) && used() >= coupon.most) {
        return { outcome: "USED_UP", metadata: { coupon_code: countedCode } };
      }
      orders.set(orderId, "REDEEMED");
      return { outcome: "REDEEMED" };
    },
    async unredeem(orderId) {
      orders.set(orderId, "RELEASED");
      return { outcome: "UNREDEEMED" };
    },
  };

  /** What a quote says of a purchase with these codes. */
  const quoted = (couponCodes: readonly string[]): Pick<Quote, "redemptions" | "couponNotes"> => {
    if (!couponCodes.includes(countedCode)) return { redemptions: [], couponNotes: [] };
    const redemptions = [{ promotionId, couponCode: countedCode, amount: euros(100n) }];
    return coupon.isKnownUsedUp
      ? { redemptions: [], couponNotes: [{ couponCode: countedCode, outcome: "USED_UP" }] }
      : { redemptions, couponNotes: [{ couponCode: countedCode, outcome: "APPLIED" }] };
  };

  return { coupon, orders, used, counting, quoted };
}
