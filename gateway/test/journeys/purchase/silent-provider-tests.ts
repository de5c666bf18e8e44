import { eventually } from "#mesh/testing";
import type { FaultRequest } from "../../../../services/payment/sandbox/mod.ts";
import { startShopping } from "../shop/shopping.ts";
import type { Scene } from "./scene.ts";

const patience = { timeoutMs: 30_000, intervalMs: 100 };
/** Longer than the market waits while a customer looks on. */
const silenceMs = 16_000;

/** A provider that says nothing for so long that it is not known what it did. */
export function silentProviderTests(scene: () => Scene): void {
  /** A checkout whose request for money has just met the fault. */
  async function askDuring(fault: FaultRequest) {
    const { market, staff, provider } = scene();
    const shop = await startShopping(market.url, staff);
    await provider.fault({ method: "POST", match: "^/v1/payment_intents$", ...fault });
    const before = await provider.faultsLeft();
    const answer = shop.buyer.checkout(shop.cart.cartId);
    await eventually(async () => (await provider.faultsLeft()) < before);
    return { ...shop, answer };
  }

  test("a payment without an answer waits, is learnt by asking, and was made once", async () => {
    const { provider } = scene();
    await provider.fault({ kind: "webhook_never", times: 1_000 });
    const slow = await askDuring({ kind: "slow", ms: silenceMs });
    const cutAfter = await askDuring({ kind: "drop", when: "after", times: 1_000 });
    const cutBefore = await askDuring({ kind: "drop", times: 1_000 });

    const waiting = [];
    for (const { answer, ...shop } of [slow, cutAfter, cutBefore]) waiting.push({ ...shop, ...(await answer) });
    expect(waiting.map(({ order, nextAction }) => [order.state, order.payments[0]?.state, nextAction?.kind])).toEqual(
      Array(3).fill(["ORDER_STATE_AWAITING_PAYMENT", "PAYMENT_STATE_UNKNOWN", "NEXT_ACTION_KIND_WAIT"]),
    );
    await provider.forgetFaults();
    for (const { buyer, cart, order } of waiting) {
      await eventually(async () => expect((await buyer.order(order.orderId)).state).toBe("ORDER_STATE_PAID"), patience);
      expect(await provider.booksOf(order.orderId)).toEqual({
        intents: ["succeeded"],
        taken: [Number(cart.total.minorUnits)],
        givenBack: [],
      });
    }
  }, 90_000);
}
