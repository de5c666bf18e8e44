import { randomUUID } from "node:crypto";
import { guest } from "../shop/buyer.ts";
import { type Refusal, rest } from "../shop/rest.ts";
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
  });

  test("what belongs to one customer is not there for another", async () => {
    const { market, staff } = scene();
    const goods = await staff.offer({ stock: 5 });
    const [owner, stranger] = [await guest(market.url), await guest(market.url)];
    const lines = [{ variantId: goods.variantId, quantity: 1 }];
    const [{ cartId }, bought] = [await owner.fillCart(lines), await owner.fillCart(lines)];
    const { order } = await owner.checkout(bought.cartId);
    const [line] = order.lines;
    const { token } = stranger;
    const attempts: readonly (readonly [string, unknown?])[] = [
      [`GET /v1/carts/${cartId}`],
      [`GET /v1/carts/${cartId}/shipping-options`],
      [`PATCH /v1/carts/${cartId}`, { email: "mine@ultramarket.example" }],
      [`POST /v1/carts/${cartId}/lines`, lines[0]],
      [`DELETE /v1/carts/${cartId}/lines/${line?.lineId}`],
      [`POST /v1/carts/${cartId}:checkout`, { paymentMethod: "pm_card_visa", requestId: "mine" }],
      [`GET /v1/orders/${order.orderId}`],
      [`POST /v1/orders/${order.orderId}:resume`, {}],
      [`POST /v1/orders/${order.orderId}:cancel`, { reason: "mine", requestId: "mine" }],
      [
        `POST /v1/orders/${order.orderId}/returns`,
        { lines: [{ lineId: line?.lineId, quantity: 1 }], reason: "mine", requestId: "mine" },
      ],
    ];
    for (const [route, body] of attempts) {
      const answer = await rest(market.url, route, { token, body }).catch((error: unknown) => error);
      expect({ route, answer }).toMatchObject({ answer: { status: 404, reason: "RESOURCE_NOT_FOUND" } });
    }
    expect(await stranger.orders()).toEqual([]);
    expect(await owner.order(order.orderId)).toEqual(order);
  });

  test.each(["unitPrice", "price", "total", "createTime", "businessTime", "userId", "ownerId", "discountTotal"])(
    "customers cannot set %s",
    async (field) => {
      const { market, staff } = scene();
      const { variantId } = await staff.offer({ stock: 5 });
      const { token, fillCart } = await guest(market.url);
      const { cartId } = await fillCart([{ variantId, quantity: 1 }]);
      const value = {
        [field]: field.endsWith("Time") ? "2020-01-01T00:00:00Z" : { currencyCode: "EUR", minorUnits: 1 },
      };
      const requests: [string, object][] = [
        ["POST /v1/carts", { currencyCode: "EUR" }],
        [`POST /v1/carts/${cartId}/lines`, { variantId, quantity: 1 }],
        [`PATCH /v1/carts/${cartId}`, { email: "buyer@ultramarket.example" }],
        [`POST /v1/carts/${cartId}:checkout`, { paymentMethod: "pm_card_visa", requestId: field }],
      ];
      for (const [route, body] of requests) {
        const answer = rest(market.url, route, { token, body: { ...body, ...value } });
        await expect(answer).rejects.toMatchObject({ status: 400, reason: "INVALID_REQUEST" });
      }
    },
  );

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
