import { randomUUID } from "node:crypto";
import { eventually } from "#mesh/testing";
import type { Buyer } from "../shop/buyer.ts";
import type { PromotionJson } from "../shop/json.ts";
import { rest } from "../shop/rest.ts";
import type { Shop } from "./shop.ts";

/** A coupon that few orders may use. */
export interface CountedCoupon {
  /** Puts it into the cart. */
  add(buyer: Buyer, cartId: string): Promise<void>;
  /** So many orders use it, once what is under way has ended. */
  expect(uses: number): Promise<void>;
}

const patience = { timeoutMs: 40_000, intervalMs: 100 };

/** A coupon of a tenth off that so many orders may use. */
export async function offerCoupon({ market }: Shop, maxRedemptions: number): Promise<CountedCoupon> {
  const token = await market.token("admin");
  const couponCode = `FEW-${randomUUID().toUpperCase()}`;
  const body = { name: "For the first", couponCode, percentOffHundredths: 1_000, maxRedemptions };
  const { promotion } = await rest<{ promotion: PromotionJson }>(market.url, "POST /v1/promotions", { token, body });
  const route = `GET /v1/promotions/${promotion.promotionId}`;
  return {
    async add(buyer, cartId) {
      await buyer.ask(`PATCH /v1/carts/${cartId}`, { couponCodes: [couponCode] });
    },
    async expect(redemptionCount) {
      const found = () => rest<{ promotion: PromotionJson }>(market.url, route, { token });
      await eventually(async () => expect((await found()).promotion).toMatchObject({ redemptionCount }), patience);
    },
  };
}
