import { eventually } from "#mesh/testing";
import { guest } from "../shop/buyer.ts";
import type { Refusal } from "../shop/rest.ts";
import { startShopping } from "../shop/shopping.ts";
import type { Scene } from "./scene.ts";
import { stopOwnTimer } from "./stores.ts";

/** Customers who take longer than their stock is held. */
export function holdTests(scene: () => Scene): void {
  /** A checkout whose customer was sent to the bank. */
  async function waiting() {
    const { market, staff, provider } = scene();
    const { buyer, goods, cart } = await startShopping(market.url, staff);
    const threeDSecure = { paymentMethod: "pm_card_authenticationRequired" };
    const { order, nextAction } = await buyer.checkout(cart.cartId, threeDSecure);
    const { orderId } = order;
    return {
      ...{ buyer, goods, cart, orderId },
      authenticate: () => provider.authenticate(nextAction, "complete"),
      becomes: (state: string, failureReason = "") =>
        eventually(async () => expect(await buyer.order(orderId)).toMatchObject({ state, failureReason })),
      books: () => provider.booksOf(orderId),
    };
  }

  /** One that nobody gives up, so that its customer can be late. */
  async function lapsed() {
    const { market, staff } = scene();
    const checkout = await waiting();
    await eventually(() => stopOwnTimer(market, checkout.orderId));
    await eventually(async () =>
      expect(await staff.stock(checkout.goods.variantId)).toMatchObject({ available: 3, reserved: 0 }),
    );
    return checkout;
  }

  test("a payment abandoned past the hold: the order fails, the payment is voided, the stock is free", async () => {
    const { buyer, goods, cart, orderId, becomes, books } = await waiting();
    await becomes("ORDER_STATE_FAILED", "HOLD_EXPIRED");
    expect(await books()).toEqual({ intents: ["canceled"], taken: [], givenBack: [] });
    expect(await scene().staff.stock(goods.variantId)).toMatchObject({ available: 3, reserved: 0 });
    const late = buyer.resume(orderId);
    await expect(late).rejects.toMatchObject({ status: 400, reason: "HOLD_EXPIRED" });
    expect((await buyer.checkout(cart.cartId)).order.state).toBe("ORDER_STATE_PAID");
  });

  test.each(["comes back", "stays away"])(
    "paid after the hold lapsed, with the stock still there, by a customer who %s: paid",
    async (then) => {
      const { buyer, goods, cart, orderId, authenticate, becomes, books } = await lapsed();
      await authenticate();
      if (then === "comes back") expect((await buyer.resume(orderId)).order.state).toBe("ORDER_STATE_PAID");
      await becomes("ORDER_STATE_PAID");
      expect(await books()).toEqual({ intents: ["succeeded"], taken: [Number(cart.total.minorUnits)], givenBack: [] });
      expect(await scene().staff.stock(goods.variantId)).toMatchObject({ available: 1, reserved: 2 });
    },
  );

  test("paid after the hold lapsed, with the stock sold to another: refused, and nothing is kept", async () => {
    const { market, staff } = scene();
    const { buyer, goods, orderId, authenticate, becomes, books } = await lapsed();
    const other = await guest(market.url);
    const { cartId } = await other.fillCart([{ variantId: goods.variantId, quantity: 2 }]);
    expect((await other.checkout(cartId)).order.state).toBe("ORDER_STATE_PAID");
    await authenticate();
    const refusal = await buyer.resume(orderId).catch((error: unknown) => error as Refusal);
    expect(refusal).toMatchObject({ status: 400, reason: "HOLD_EXPIRED" });
    await becomes("ORDER_STATE_FAILED", "HOLD_EXPIRED");
    expect(await books()).toEqual({ intents: ["canceled"], taken: [], givenBack: [] });
    expect(await staff.stock(goods.variantId)).toMatchObject({ available: 1, reserved: 2 });
  });
}
