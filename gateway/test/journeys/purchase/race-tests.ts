import { randomUUID } from "node:crypto";
import { guest } from "../shop/buyer.ts";
import { euros } from "../shop/goods.ts";
import { rest } from "../shop/rest.ts";
import { outcomeOf, raceForOne, soldOf } from "./races.ts";
import type { Scene } from "./scene.ts";

/** Many at once at the checkout. */
export function raceTests(scene: () => Scene): void {
  test("24 buyers of the last unit: one order, 23 clear refusals", async () => {
    const { market, staff } = scene();
    const goods = await staff.offer({ stock: 1 });
    const { bought, refused } = await raceForOne(market.url, goods, 24);
    expect(bought.map(({ order }) => order.state)).toEqual(["ORDER_STATE_PAID"]);
    expect(refused).toEqual(Array(23).fill("OUT_OF_STOCK"));
    expect(await soldOf(staff, goods)).toBe(1);
  }, 60_000);

  test("200 buyers of 50 units: exactly 50 orders", async () => {
    const { market, staff } = scene();
    const goods = await staff.offer({ stock: 50 });
    const { bought, refused } = await raceForOne(market.url, goods, 200);
    expect(bought.map(({ order }) => order.state)).toEqual(Array(50).fill("ORDER_STATE_PAID"));
    expect(refused).toEqual(Array(150).fill("OUT_OF_STOCK"));
    expect(await soldOf(staff, goods)).toBe(50);
  }, 120_000);

  test("60 buyers with a coupon for 20: exactly 20 use it, the others are told before they pay", async () => {
    const { market, staff, admin } = scene();
    const goods = await staff.offer({ stock: 100 });
    const couponCode = `FEW-${randomUUID().toUpperCase()}`;
    const promotion = { name: "For the first", couponCode, percentOffHundredths: 1_000, maxRedemptions: 20 };
    await rest(market.url, "POST /v1/promotions", { token: admin, body: promotion });
    const { bought, refused } = await raceForOne(market.url, goods, 60, [couponCode]);
    expect(bought.map(({ order }) => order.discountTotal)).toEqual(Array(20).fill(euros(200)));
    expect(refused).toEqual(Array(40).fill("COUPON_USED_UP"));
    expect(await soldOf(staff, goods)).toBe(20);
  }, 60_000);

  test("16 parallel checkouts of one cart: one order, one payment", async () => {
    const { market, staff } = scene();
    const goods = await staff.offer({ stock: 100 });
    const buyer = await guest(market.url);
    const { cartId } = await buyer.fillCart([{ variantId: goods.variantId, quantity: 1 }]);
    const { bought, refused } = await outcomeOf(Array(16).fill(() => buyer.checkout(cartId)));
    expect(bought).toHaveLength(1);
    expect(new Set(refused)).toEqual(new Set(["CART_CHECKED_OUT"]));
    const [order, ...more] = await buyer.orders();
    expect(more).toEqual([]);
    expect(order?.payments).toMatchObject([{ state: "PAYMENT_STATE_CAPTURED" }]);
    expect(await soldOf(staff, goods)).toBe(1);
  }, 60_000);

  test("50 duplicates of one request_id: one effect, equal answers; other content is refused", async () => {
    const { market, staff } = scene();
    const goods = await staff.offer({ stock: 100 });
    const buyer = await guest(market.url);
    const { cartId } = await buyer.fillCart([{ variantId: goods.variantId, quantity: 1 }]);
    const requestId = randomUUID();
    const { bought, refused } = await outcomeOf(Array(50).fill(() => buyer.checkout(cartId, { requestId })));
    expect(refused).toEqual([]);
    expect(new Set(bought.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await soldOf(staff, goods)).toBe(1);
    const other = buyer.checkout(cartId, { requestId, paymentMethod: "pm_card_mastercard" });
    await expect(other).rejects.toMatchObject({ status: 400, reason: "REQUEST_ID_REUSED" });
  }, 60_000);
}
