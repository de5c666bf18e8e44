import { randomUUID } from "node:crypto";
import { guest } from "../shop/buyer.ts";
import type { Refusal } from "../shop/rest.ts";
import type { Scene } from "./scene.ts";

/** What becomes of one purchase. */
export function orderTests(scene: () => Scene): void {
  test("a guest buys, and the order is paid", async () => {
    const { market, staff } = scene();
    const goods = await staff.offer({ stock: 5, minorUnits: 1_999 });
    const buyer = await guest(market.url);
    const cart = await buyer.fillCart([{ variantId: goods.variantId, quantity: 2 }]);
    const { order, nextAction } = await buyer.checkout(cart.cartId);
    expect(nextAction ?? undefined).toBeUndefined();
    expect(order).toMatchObject({ state: "ORDER_STATE_PAID", subtotal: { minorUnits: "3998" }, total: cart.total });
    expect(order.orderNumber).not.toBe("");
    expect(order.payments).toMatchObject([{ state: "PAYMENT_STATE_CAPTURED", amount: cart.total }]);
    expect(await staff.stock(goods.variantId)).toMatchObject({ available: 3 });
    expect(await buyer.orders()).toMatchObject([{ orderId: order.orderId }]);
    const stranger = await guest(market.url);
    await expect(stranger.order(order.orderId)).rejects.toMatchObject({ status: 404 });
  });

  test("a declined card leaves the cart open and nothing held; the next card pays", async () => {
    const { market, staff } = scene();
    const goods = await staff.offer({ stock: 3 });
    const buyer = await guest(market.url);
    const { cartId } = await buyer.fillCart([{ variantId: goods.variantId, quantity: 3 }]);
    const declined = { paymentMethod: "pm_card_visa_chargeDeclined", requestId: randomUUID() };
    for (const attempt of [1, 2]) {
      const refusal = await buyer.checkout(cartId, declined).catch((error: unknown) => error as Refusal);
      expect({ attempt, refusal }).toMatchObject({
        refusal: { status: 400, reason: "PAYMENT_DECLINED", metadata: { decline_code: "generic_decline" } },
      });
    }
    expect(await staff.stock(goods.variantId)).toMatchObject({ available: 3 });
    expect(await buyer.orders()).toEqual([]);
    expect((await buyer.checkout(cartId)).order.state).toBe("ORDER_STATE_PAID");
  }, 60_000);

  test("a paid order is cancelled: the money goes back, the stock is free, once", async () => {
    const { market, staff } = scene();
    const goods = await staff.offer({ stock: 2 });
    const buyer = await guest(market.url);
    const { cartId } = await buyer.fillCart([{ variantId: goods.variantId, quantity: 2 }]);
    const { order } = await buyer.checkout(cartId);
    const requestId = randomUUID();
    const cancelled = await Promise.all(Array.from({ length: 5 }, () => buyer.cancel(order.orderId, requestId)));
    expect(cancelled[0]).toMatchObject({
      state: "ORDER_STATE_CANCELLED",
      refunds: [{ state: "REFUND_STATE_SUCCEEDED", amount: order.total }],
    });
    expect(new Set(cancelled.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await staff.stock(goods.variantId)).toMatchObject({ available: 2, reserved: 0 });
    await expect(buyer.cancel(order.orderId)).rejects.toMatchObject({ reason: "ORDER_NOT_CANCELLABLE" });
  }, 60_000);

  test("returns give back exactly what was paid for the lines, and no more than was bought", async () => {
    const { market, staff } = scene();
    const goods = await staff.offer({ stock: 3, minorUnits: 1_001 });
    const buyer = await guest(market.url);
    const { cartId } = await buyer.fillCart([{ variantId: goods.variantId, quantity: 3 }]);
    const { order } = await buyer.checkout(cartId);
    const lineId = order.lines[0]?.lineId ?? "";
    const first = await buyer.giveBack(order.orderId, [{ lineId, quantity: 1 }]);
    expect(first).toMatchObject({ state: "ORDER_STATE_PAID", refunds: [{ amount: { minorUnits: "1001" } }] });
    const tooMuch = buyer.giveBack(order.orderId, [{ lineId, quantity: 3 }]);
    await expect(tooMuch).rejects.toMatchObject({ reason: "QUANTITY_TOO_LARGE" });
    const last = await buyer.giveBack(order.orderId, [{ lineId, quantity: 2 }]);
    expect(last.state).toBe("ORDER_STATE_RETURNED");
    const paidBack = last.refunds.reduce((sum, { amount }) => sum + Number(amount.minorUnits), 0);
    expect(paidBack).toBe(3_003);
    expect(await staff.stock(goods.variantId)).toMatchObject({ available: 3 });
  }, 60_000);
}
