import { eventually } from "#mesh/testing";
import type { FaultRequest } from "../../../../services/payment/sandbox/mod.ts";
import type { OrderJson } from "../shop/json.ts";
import { type Shopping, startShopping } from "../shop/shopping.ts";
import type { Scene } from "./scene.ts";

const creating = { method: "POST", match: "^/v1/payment_intents$" };
const capturing = { method: "POST", match: "/capture$" };
const refunding = { method: "POST", match: "^/v1/refunds$" };

const faults: readonly [name: string, fault: FaultRequest][] = [
  ["is slower than its time-out before acting", { kind: "slow", ms: 700 }],
  ["is slower than its time-out after acting", { kind: "slow", ms: 700, when: "after" }],
  ["fails before acting", { kind: "fail" }],
  ["fails after acting", { kind: "fail", when: "after" }],
  // Stripe's library sends a request whose connection was cut once more.
  ["drops the connection before acting", { kind: "drop", times: 2 }],
  ["drops the connection after acting", { kind: "drop", when: "after", times: 2 }],
];

/** A provider that fails on the way; its time-out is 500 ms here. */
export function providerFaultTests(scene: () => Scene): void {
  const shopping = () => startShopping(scene().market.url, scene().staff);
  const amountOf = ({ total }: Pick<OrderJson, "total">) => Number(total.minorUnits);

  async function paidOnce({ buyer, goods, cart }: Shopping, orderId: string): Promise<void> {
    const { provider, staff } = scene();
    await eventually(async () => expect((await buyer.order(orderId)).state).toBe("ORDER_STATE_PAID"));
    expect(await buyer.orders()).toHaveLength(1);
    expect(await provider.booksOf(orderId)).toEqual({ intents: ["succeeded"], taken: [amountOf(cart)], givenBack: [] });
    expect(await staff.stock(goods.variantId)).toMatchObject({ onHand: 3, reserved: 2 });
  }

  test.each(faults)("a provider that %s authorizes once, and the customer learns it", async (_, fault) => {
    const shop = await shopping();
    await scene().provider.fault({ ...fault, ...creating });
    const { order } = await shop.buyer.checkout(shop.cart.cartId);
    expect(order.state).toBe("ORDER_STATE_PAID");
    await paidOnce(shop, order.orderId);
    expect(await scene().provider.faultsLeft()).toBe(0);
  });

  test.each(faults)("a provider that %s captures once, sooner or later", async (_, fault) => {
    const shop = await shopping();
    await scene().provider.fault({ ...fault, ...capturing });
    const { order } = await shop.buyer.checkout(shop.cart.cartId);
    expect(order).toMatchObject({ state: expect.stringMatching(/^ORDER_STATE_(PLACED|PAID)$/) });
    expect(order.orderNumber).not.toBe("");
    await paidOnce(shop, order.orderId);
    expect(await scene().provider.faultsLeft()).toBe(0);
  });

  test.each(faults)("a provider that %s gives a cancelled order's money back once", async (_, fault) => {
    const { provider, staff } = scene();
    const { buyer, goods, cart } = await shopping();
    const { order } = await buyer.checkout(cart.cartId);
    await provider.fault({ ...fault, ...refunding });
    expect((await buyer.cancel(order.orderId)).state).toBe("ORDER_STATE_CANCELLED");
    const refunds = [{ state: "REFUND_STATE_SUCCEEDED", amount: order.total }];
    await eventually(async () => expect(await buyer.order(order.orderId)).toMatchObject({ refunds }));
    const moved = { intents: ["succeeded"], taken: [amountOf(cart)], givenBack: [amountOf(cart)] };
    expect(await provider.booksOf(order.orderId)).toEqual(moved);
    await eventually(async () =>
      expect(await staff.stock(goods.variantId)).toMatchObject({ available: 3, reserved: 0 }),
    );
    expect(await provider.faultsLeft()).toBe(0);
  });

  test("abandoned payments are let go, however the provider fails at that", async () => {
    const { provider, staff } = scene();
    const abandoned = await Promise.all(
      faults.map(async ([name, fault]) => {
        const { buyer, goods, cart } = await shopping();
        const { order } = await buyer.checkout(cart.cartId, { paymentMethod: "pm_card_authenticationRequired" });
        const { id } = await provider.intentOf(order.orderId);
        await provider.fault({ ...fault, method: "POST", match: `/${id}/cancel$` });
        return { name, buyer, goods, orderId: order.orderId };
      }),
    );
    for (const { name, buyer, goods, orderId } of abandoned) {
      const failed = { state: "ORDER_STATE_FAILED", failureReason: "HOLD_EXPIRED" };
      await eventually(async () =>
        expect({ name, order: await buyer.order(orderId) }).toMatchObject({ order: failed }),
      );
      const books = { intents: ["canceled"], taken: [], givenBack: [] };
      expect({ name, books: await provider.booksOf(orderId) }).toEqual({ name, books });
      expect(await staff.stock(goods.variantId)).toMatchObject({ available: 3, reserved: 0 });
    }
    expect(await provider.faultsLeft()).toBe(0);
  });
}
