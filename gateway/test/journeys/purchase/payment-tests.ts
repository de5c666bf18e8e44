import { eventually } from "#mesh/testing";
import type { CheckoutJson } from "../shop/json.ts";
import type { Refusal } from "../shop/rest.ts";
import { type ShoppingOptions, startShopping } from "../shop/shopping.ts";
import { failedOrders } from "./failed-orders.ts";
import type { Scene } from "./scene.ts";

const threeDSecure = { paymentMethod: "pm_card_authenticationRequired" };

/** What the customer's card, and the customer's bank, say. */
export function paymentTests(scene: () => Scene): void {
  const shopping = (options?: ShoppingOptions) => startShopping(scene().market.url, scene().staff, options);
  const refusalOf = (checkout: Promise<CheckoutJson>) => checkout.catch((error: unknown) => error as Refusal);

  test.each([
    ["pm_card_visa_chargeDeclined", "generic_decline"],
    ["pm_card_visa_chargeDeclinedInsufficientFunds", "insufficient_funds"],
    ["pm_card_visa_chargeDeclinedExpiredCard", "expired_card"],
    ["pm_card_chargeDeclinedProcessingError", "processing_error"],
  ])("%s is declined with %s: nothing is taken or held, and the cart stays open", async (paymentMethod, code) => {
    const { staff, provider } = scene();
    const { buyer, goods, cart } = await shopping();
    expect(await refusalOf(buyer.checkout(cart.cartId, { paymentMethod }))).toMatchObject({
      status: 400,
      reason: "PAYMENT_DECLINED",
      metadata: { decline_code: code },
    });
    const [order] = await failedOrders(scene(), buyer.userId);
    expect(order).toMatchObject({ failureReason: "PAYMENT_DECLINED", payments: [{ state: "PAYMENT_STATE_DECLINED" }] });
    expect(await provider.booksOf(order?.orderId ?? "")).toEqual({
      intents: ["requires_payment_method"],
      taken: [],
      givenBack: [],
    });
    expect(await staff.stock(goods.variantId)).toMatchObject({ available: 3, reserved: 0 });
    expect((await buyer.checkout(cart.cartId)).order.state).toBe("ORDER_STATE_PAID");
  });

  test("a means of payment the provider does not know is refused, and nothing is made there", async () => {
    const { staff, provider } = scene();
    const { buyer, goods, cart } = await shopping();
    const refusal = await refusalOf(buyer.checkout(cart.cartId, { paymentMethod: "pm_card_nobody" }));
    expect(refusal).toMatchObject({ status: 400, reason: "PAYMENT_METHOD_UNKNOWN" });
    const [order] = await failedOrders(scene(), buyer.userId);
    expect(order?.failureReason).toBe("PAYMENT_METHOD_UNKNOWN");
    expect(await provider.booksOf(order?.orderId ?? "")).toEqual({ intents: [], taken: [], givenBack: [] });
    expect(await staff.stock(goods.variantId)).toMatchObject({ available: 3, reserved: 0 });
  });

  test("3-D Secure: the order waits with its stock held, and is paid once the customer comes back", async () => {
    const { staff, provider } = scene();
    const { buyer, goods, cart } = await shopping();
    const { order, nextAction } = await buyer.checkout(cart.cartId, threeDSecure);
    expect(order).toMatchObject({ state: "ORDER_STATE_AWAITING_PAYMENT", orderNumber: "" });
    expect(nextAction).toMatchObject({ kind: "NEXT_ACTION_KIND_REDIRECT" });
    expect(await staff.stock(goods.variantId)).toMatchObject({ available: 1, reserved: 2 });
    expect(await provider.booksOf(order.orderId)).toMatchObject({ intents: ["requires_action"], taken: [] });
    const early = await buyer.resume(order.orderId);
    expect(early).toMatchObject({ order: { state: "ORDER_STATE_AWAITING_PAYMENT" }, nextAction });

    await provider.authenticate(nextAction, "complete");
    const resumed = await buyer.resume(order.orderId);
    expect(resumed).toMatchObject({
      order: { state: "ORDER_STATE_PAID", orderNumber: expect.stringMatching(/^\d+$/) },
    });
    expect(resumed.nextAction ?? undefined).toBeUndefined();
    expect(await provider.booksOf(order.orderId)).toEqual({
      intents: ["succeeded"],
      taken: [Number(cart.total.minorUnits)],
      givenBack: [],
    });
  });

  test("3-D Secure failed by the customer: declined, stock free, and another card pays the same cart", async () => {
    const { staff, provider } = scene();
    const { buyer, goods, cart } = await shopping();
    const { order, nextAction } = await buyer.checkout(cart.cartId, threeDSecure);
    await provider.authenticate(nextAction, "fail");
    expect(await refusalOf(buyer.resume(order.orderId))).toMatchObject({ status: 400, reason: "PAYMENT_DECLINED" });
    expect(await buyer.order(order.orderId)).toMatchObject({
      state: "ORDER_STATE_FAILED",
      failureReason: "PAYMENT_DECLINED",
    });
    expect(await provider.booksOf(order.orderId)).toMatchObject({ intents: ["requires_payment_method"], taken: [] });
    expect(await staff.stock(goods.variantId)).toMatchObject({ available: 3, reserved: 0 });
    expect((await buyer.checkout(cart.cartId)).order.state).toBe("ORDER_STATE_PAID");
  });

  test("a checkout beside one that waits for its customer is told so, and the first one pays", async () => {
    const { provider } = scene();
    const { buyer, cart } = await shopping();
    const { order, nextAction } = await buyer.checkout(cart.cartId, threeDSecure);
    expect(await refusalOf(buyer.checkout(cart.cartId))).toMatchObject({
      status: 409,
      reason: "CHECKOUT_IN_PROGRESS",
      metadata: { order_id: order.orderId },
    });
    await provider.authenticate(nextAction, "complete");
    await eventually(async () => expect((await buyer.order(order.orderId)).state).toBe("ORDER_STATE_PAID"));
    expect(await buyer.orders()).toHaveLength(1);
  });
}
