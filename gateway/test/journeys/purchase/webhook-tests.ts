import { eventually } from "#mesh/testing";
import { startShopping } from "../shop/shopping.ts";
import type { Scene } from "./scene.ts";
import { inStores, stopOwnTimer } from "./stores.ts";

const authorized = "payment_intent.amount_capturable_updated";

/** What the provider tells of its own accord, or fails to. */
export function webhookTests(scene: () => Scene): void {
  /** A checkout whose customer was sent to the bank; only the provider, or the customer, moves it on. */
  async function waiting() {
    const { market, staff, provider } = scene();
    const { buyer, goods, cart } = await startShopping(market.url, staff);
    const { order, nextAction } = await buyer.checkout(cart.cartId, {
      paymentMethod: "pm_card_authenticationRequired",
    });
    const { orderId } = order;
    await eventually(() => stopOwnTimer(market, orderId));
    return {
      buyer,
      goods,
      orderId,
      authenticate: (verdict: "complete" | "fail" = "complete") => provider.authenticate(nextAction, verdict),
      reaches: (state: string) => eventually(async () => expect((await buyer.order(orderId)).state).toBe(state)),
      paidOnce: async () =>
        expect(await provider.booksOf(orderId)).toEqual({
          intents: ["succeeded"],
          taken: [Number(cart.total.minorUnits)],
          givenBack: [],
        }),
    };
  }

  const heardOf = async (orderId: string, type: string) => {
    const { id } = await scene().provider.intentOf(orderId);
    const sql = `SELECT event_id FROM payment.webhook_events
      WHERE provider_reference = $1 AND type = $2 AND due_time IS NULL`;
    return inStores(scene().market, sql, [id, type]);
  };

  test("the webhook alone makes the order paid; who comes back later is told so", async () => {
    const { buyer, orderId, authenticate, reaches, paidOnce } = await waiting();
    await authenticate();
    await reaches("ORDER_STATE_PAID");
    const paid = await buyer.order(orderId);
    expect(await buyer.resume(orderId)).toMatchObject({ order: paid });
    await paidOnce();
  });

  test("the webhook alone makes a failed authentication known, and frees the stock", async () => {
    const { goods, authenticate, reaches } = await waiting();
    await authenticate("fail");
    await reaches("ORDER_STATE_FAILED");
    expect(await scene().staff.stock(goods.variantId)).toMatchObject({ available: 3, reserved: 0 });
  });

  test("a webhook in the middle of many customers coming back: one order, one capture", async () => {
    const { buyer, orderId, authenticate, paidOnce } = await waiting();
    await authenticate();
    const answers = await Promise.all(Array.from({ length: 20 }, () => buyer.resume(orderId)));
    for (const { order } of answers) expect(order.state).toMatch(/^ORDER_STATE_(PLACED|PAID)$/);
    expect(new Set(answers.map(({ order }) => order.orderNumber)).size).toBe(1);
    expect(await buyer.orders()).toMatchObject([{ orderId, state: "ORDER_STATE_PAID" }]);
    await eventually(async () => expect(await heardOf(orderId, authorized)).toHaveLength(1));
    await paidOnce();
  });

  test("a webhook that comes after the customer changes nothing", async () => {
    await scene().provider.fault({ kind: "webhook_late", ms: 1_000, match: authorized });
    const { buyer, orderId, authenticate, paidOnce } = await waiting();
    await authenticate();
    const { order } = await buyer.resume(orderId);
    expect(order.state).toBe("ORDER_STATE_PAID");
    expect(await heardOf(orderId, authorized)).toEqual([]);
    await eventually(async () => expect(await heardOf(orderId, authorized)).toHaveLength(1));
    expect(await buyer.order(orderId)).toEqual(order);
    await paidOnce();
  });

  test("a lost webhook is not missed: the market asks on its own", async () => {
    const { market, staff, provider } = scene();
    await provider.fault({ kind: "webhook_never", times: 100 });
    const { buyer, cart } = await startShopping(market.url, staff);
    const threeDSecure = { paymentMethod: "pm_card_authenticationRequired" };
    const { order, nextAction } = await buyer.checkout(cart.cartId, threeDSecure);
    await provider.authenticate(nextAction, "complete");
    await eventually(async () => expect((await buyer.order(order.orderId)).state).toBe("ORDER_STATE_PAID"));
    expect(await heardOf(order.orderId, authorized)).toEqual([]);
  });

  test("a doubled webhook is one", async () => {
    await scene().provider.fault({ kind: "webhook_twice", times: 10 });
    const { authenticate, reaches, paidOnce } = await waiting();
    await authenticate();
    await reaches("ORDER_STATE_PAID");
    await paidOnce();
  });

  test("webhooks out of order take nothing back", async () => {
    await scene().provider.fault({ kind: "webhook_after_next", match: authorized });
    const { buyer, orderId, authenticate, paidOnce } = await waiting();
    await authenticate();
    const { order } = await buyer.resume(orderId);
    await eventually(async () => expect(await heardOf(orderId, authorized)).toHaveLength(1));
    expect(await heardOf(orderId, "payment_intent.succeeded")).toHaveLength(1);
    expect(await buyer.order(orderId)).toEqual(order);
    await paidOnce();
  });

  test("a forged webhook and an old one played again are refused with 400 and change nothing", async () => {
    const { market, provider } = scene();
    const { buyer, orderId, reaches, authenticate } = await waiting();
    const { id } = await provider.intentOf(orderId);
    const body = JSON.stringify({
      id: `evt_${id}`,
      object: "event",
      type: authorized,
      data: { object: { id, object: "payment_intent", status: "requires_capture" } },
    });
    const post = async (signature: string, sent = body) => {
      const headers = { "content-type": "application/json", "stripe-signature": signature };
      return (await fetch(`${market.url}/webhooks/stripe`, { method: "POST", headers, body: sent })).status;
    };
    expect(await post(provider.sign(body, { secret: "whsec_guessed" }))).toBe(400);
    expect(await post(provider.sign(body, { ageSeconds: 301 }))).toBe(400);
    expect(await post(provider.sign(body), body.replace("requires_capture", "succeeded"))).toBe(400);
    expect(await post("")).toBe(400);
    expect(await heardOf(orderId, authorized)).toEqual([]);
    expect((await buyer.order(orderId)).state).toBe("ORDER_STATE_AWAITING_PAYMENT");

    expect(await post(provider.sign(body))).toBe(200);
    await eventually(async () => expect(await heardOf(orderId, authorized)).toHaveLength(1));
    expect((await buyer.order(orderId)).state).toBe("ORDER_STATE_AWAITING_PAYMENT");
    await authenticate();
    await reaches("ORDER_STATE_PAID");
  });
}
