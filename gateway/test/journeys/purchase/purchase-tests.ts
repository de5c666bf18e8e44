import { randomUUID } from "node:crypto";
import { type Processes, type RunningMarket, startRunningMarket } from "../running-market.ts";
import { guest } from "../shop/buyer.ts";
import { type Staff, staffOf } from "../shop/goods.ts";
import type { Refusal } from "../shop/rest.ts";
import { outcomeOf, raceForOne, soldOf } from "./races.ts";

/** The purchase through the public door of a running market; the audit at the end reads its stores. */
export function purchaseTests(processes: Processes): void {
  let market: RunningMarket;
  let staff: Staff;

  beforeAll(async () => {
    market = await startRunningMarket(processes);
    await market.ready();
    staff = staffOf(market.url, await market.token());
  }, 120_000);

  afterAll(() => market?.remove(), 60_000);

  afterEach(async () => {
    const { code, output } = await market.um("audit");
    expect({ code, output }).toEqual({ code: 0, output: expect.any(String) });
  }, 60_000);

  test("a guest buys, and the order is paid", async () => {
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

  test("24 buyers of the last unit: one order, 23 clear refusals", async () => {
    const goods = await staff.offer({ stock: 1 });
    const { bought, refused } = await raceForOne(market.url, goods, 24);
    expect(bought.map(({ order }) => order.state)).toEqual(["ORDER_STATE_PAID"]);
    expect(refused).toEqual(Array(23).fill("OUT_OF_STOCK"));
    expect(await soldOf(staff, goods)).toBe(1);
  }, 60_000);

  test("200 buyers of 50 units: exactly 50 orders", async () => {
    const goods = await staff.offer({ stock: 50 });
    const { bought, refused } = await raceForOne(market.url, goods, 200);
    expect(bought.map(({ order }) => order.state)).toEqual(Array(50).fill("ORDER_STATE_PAID"));
    expect(refused).toEqual(Array(150).fill("OUT_OF_STOCK"));
    expect(await soldOf(staff, goods)).toBe(50);
  }, 120_000);

  test("16 parallel checkouts of one cart: one order, one payment", async () => {
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

  test("a declined card leaves the cart open and nothing held; the next card pays", async () => {
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
