import type { Caller } from "#mesh/kernel";
import type { Order } from "../src/domain/order.ts";
import { allStatements } from "./all-statements.ts";
import { callerOf, ids } from "./cart-builders.ts";
import { reason, useCheckoutShop } from "./checkout-shop.ts";

const shop = useCheckoutShop();
const read = (order: Pick<Order, "orderId">) => shop().ports.orders.find(order.orderId);
const payments = () => [...shop().money.payments.values()];
const reservations = () => [...shop().stock.reservations.values()].map(({ state }) => state);

const settled = async <T>(work: readonly Promise<T>[]) => {
  const results = await Promise.allSettled(work);
  return {
    answers: results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : [])),
    refusals: results.flatMap((result) => (result.status === "rejected" ? [result.reason] : [])),
  };
};

const caller = (order: Order): Caller => callerOf(order.userId ?? "");
const resume = (order: Order) => shop().app.resumeCheckout(caller(order), { orderId: order.orderId });
const settle = (state: "AUTHORIZED" | "DECLINED") => {
  for (const payment of payments()) if (payment.state !== "CAPTURED") payment.state = state;
};

test("3-D Secure: the order waits with a redirect, and is paid once when the customer comes back", async () => {
  const cart = await shop().filledCart();
  const { order, nextAction } = await shop().checkout(cart, "pm_3ds", "k");
  expect(order.state).toBe("AWAITING_PAYMENT");
  expect(nextAction).toMatchObject({ kind: "REDIRECT", redirectUrl: "https://bank.example/3ds" });
  await expect(shop().checkout(cart)).rejects.toThrow(reason("CHECKOUT_IN_PROGRESS", { order_id: order.orderId }));
  expect(await resume(order)).toMatchObject({ nextAction });
  settle("AUTHORIZED");
  const resumed = await settled(Array.from({ length: 8 }, () => resume(order)));
  expect(resumed.answers.map((answer) => answer.order.state)).toEqual(Array.from({ length: 8 }, () => "PAID"));
  expect(await shop().subjects()).toEqual(["order_placed", "order_paid"]);
  expect(await shop().checkout(cart, "pm_3ds", "k")).toEqual({ order, nextAction });
});

test("an event of the provider goes on with what waits for it, and leaves the rest alone", async () => {
  const { order } = await shop().checkout(await shop().filledCart(), "pm_3ds");
  settle("AUTHORIZED");
  await Promise.all([shop().app.resumeAfterPayment(order.orderId), resume(order), shop().recover()]);
  expect((await read(order))?.state).toBe("PAID");
  const calls = shop().money.calls.length;
  await shop().app.resumeAfterPayment(order.orderId);
  await shop().app.resumeAfterPayment(ids.next("ord"));
  expect([shop().money.calls.length, await shop().subjects()]).toEqual([calls, ["order_placed", "order_paid"]]);
});

test("an event that comes while its order is driven costs nothing, and is not lost if the order waits in the end", async () => {
  const { authorize } = shop().money.ports;
  const events: Promise<void>[] = [];
  shop().money.ports.authorize = async (orderId, ...wanted) => {
    const result = await authorize(orderId, ...wanted);
    events.push(shop().app.resumeAfterPayment(orderId));
    if (result.outcome === "ACTION_REQUIRED") settle("AUTHORIZED");
    return result;
  };
  const cart = await shop().filledCart();
  expect((await allStatements(() => shop().checkout(cart))).length).toBe(6);
  await shop().checkout(await shop().filledCart(), "pm_3ds");
  await Promise.all(events);
  expect(payments().map(({ state }) => state)).toEqual(["CAPTURED", "CAPTURED"]);
});

test("an event that comes after its order was paid costs nothing, and after it was seen to wait, goes on", async () => {
  const { order } = await shop().checkout(await shop().filledCart());
  expect(await allStatements(() => shop().app.resumeAfterPayment(order.orderId))).toEqual([]);
  expect((await allStatements(() => shop.another().app.resumeAfterPayment(order.orderId))).length).toBe(1);
  const waiting = await shop().checkout(await shop().filledCart(), "pm_3ds");
  settle("AUTHORIZED");
  await shop().app.resumeAfterPayment(waiting.order.orderId);
  expect((await read(waiting.order))?.state).toBe("PAID");
});

test("a resumed checkout that is declined is refused, and stays so under its request", async () => {
  const cart = await shop().filledCart();
  const { order } = await shop().checkout(cart, "pm_3ds");
  settle("DECLINED");
  const request = { caller: cart.userId, method: "/Resume", key: "r", hash: "h" };
  const again = () => shop().app.resumeCheckout(caller(order), { orderId: order.orderId, request });
  await expect(again()).rejects.toThrow(reason("PAYMENT_DECLINED"));
  await expect(again()).rejects.toThrow(reason("PAYMENT_DECLINED"));
  await expect(resume(order)).rejects.toThrow(reason("PAYMENT_DECLINED"));
  expect(reservations()).toEqual(["RELEASED"]);
});

test("racing duplicates of a resumed checkout get one answer", async () => {
  const cart = await shop().filledCart();
  const { order } = await shop().checkout(cart, "pm_3ds");
  settle("AUTHORIZED");
  const request = { caller: cart.userId, method: "/Resume", key: "r", hash: "h" };
  const again = () => shop().app.resumeCheckout(caller(order), { orderId: order.orderId, request });
  const answers = await Promise.all(Array.from({ length: 20 }, again));
  for (const answer of answers) expect(answer).toMatchObject({ order: { state: "PAID" } });
  expect(await again()).toEqual(answers[0]);
  const lease = shop().driver.lease();
  expect(await shop().ports.orders.acquire(order.orderId, lease)).toBeDefined();
});

test("a payment nobody completes is voided when the hold ends, and its stock is free", async () => {
  const cart = await shop().filledCart();
  const { order } = await shop().checkout(cart, "pm_3ds");
  shop().clock.advance(60_000);
  await shop().recover();
  expect((await read(order))?.state).toBe("AWAITING_PAYMENT");
  shop().clock.advance(900_000);
  await shop().recover();
  expect(await read(order)).toMatchObject({ state: "FAILED", failure: { reason: "HOLD_EXPIRED" } });
  expect(payments()).toMatchObject([{ state: "VOIDED", captured: 0n }]);
  expect((await shop().checkout(cart)).order.state).toBe("PAID");
});

test("what is paid after the hold lapsed is reserved again", async () => {
  const { order } = await shop().checkout(await shop().filledCart(), "pm_3ds");
  shop().clock.advance(900_000);
  settle("AUTHORIZED");
  expect((await resume(order)).order).toMatchObject({ state: "PAID", reservation: { number: 2 } });
  expect(reservations()).toEqual(["HELD", "COMMITTED"]);
});

test("what is paid after the hold lapsed and the stock is gone is voided", async () => {
  const cart = await shop().filledCart();
  const { order } = await shop().checkout(cart, "pm_3ds");
  shop().clock.advance(900_000);
  settle("AUTHORIZED");
  shop().stock.stock.set(cart.lines[0]?.variantId ?? "", 0n);
  await expect(resume(order)).rejects.toThrow(reason("HOLD_EXPIRED"));
  expect(payments()).toMatchObject([{ state: "VOIDED", captured: 0n }]);
});

test("an unknown payment is waited for, never begun anew, and resolved by reading", async () => {
  const { order, nextAction } = await shop().checkout(await shop().filledCart(), "pm_slow");
  expect([order.state, nextAction?.kind, order.payment?.state]).toEqual(["AWAITING_PAYMENT", "WAIT", "UNKNOWN"]);
  shop().clock.advance(1_000);
  await shop().recover();
  settle("AUTHORIZED");
  shop().clock.advance(2_000);
  await shop().recover();
  expect((await read(order))?.state).toBe("PAID");
  expect(shop().money.calls.filter((call) => call.endsWith("/authorize")).length).toBe(1);
});

test.each([true, false])(
  "a payment service that does not answer (having acted: %s) is asked again under one key",
  async (acts) => {
    shop().money.faults.set("authorize", { answer: { outcome: "UNANSWERED" }, acts });
    const { order, nextAction } = await shop().checkout(await shop().filledCart());
    expect([order.state, nextAction?.kind]).toEqual(["AWAITING_PAYMENT", "WAIT"]);
    shop().money.faults.clear();
    shop().clock.advance(1_000);
    await shop().recover();
    expect((await read(order))?.state).toBe("PAID");
    expect(payments().length).toBe(1);
  },
);

test("a payment service that never answers loses the order at the end of the hold", async () => {
  shop().money.faults.set("authorize", { answer: { outcome: "UNANSWERED" }, acts: false });
  const { order } = await shop().checkout(await shop().filledCart());
  shop().clock.advance(900_000);
  await shop().recover();
  expect(await read(order)).toMatchObject({ state: "FAILED", failure: { reason: "HOLD_EXPIRED" } });
  expect(reservations()).toEqual(["RELEASED"]);
});

test.each([true, false])(
  "a capture without an answer (having acted: %s) leaves an accepted order, captured later",
  async (acts) => {
    shop().money.faults.set("capture", { answer: { outcome: "UNANSWERED" }, acts });
    const cart = await shop().filledCart();
    const { order } = await shop().checkout(cart, "pm_visa", "k");
    expect(order.state).toBe("PLACED");
    shop().clock.advance(1_000);
    await shop().recover();
    expect((await read(order))?.state).toBe("PLACED");
    shop().money.faults.clear();
    shop().clock.advance(2_000);
    await shop().recover();
    expect(await read(order)).toMatchObject({ state: "PAID", step: "DONE" });
    expect(payments()).toMatchObject([{ captured: 3070n }]);
    expect(await shop().checkout(cart, "pm_visa", "k")).toEqual({ order, nextAction: undefined });
  },
);

test("a capture refused for good cancels the order, and the cart is open again", async () => {
  shop().money.faults.set("capture", {
    answer: { outcome: "REFUSED", metadata: { decline_code: "capture_refused" } },
    acts: false,
  });
  const cart = await shop().filledCart();
  await expect(shop().checkout(cart)).rejects.toThrow(reason("PAYMENT_DECLINED", { decline_code: "capture_refused" }));
  expect(await shop().subjects()).toEqual(["order_placed", "order_cancelled"]);
  expect([reservations(), payments().map(({ state }) => state)]).toEqual([["RELEASED"], ["VOIDED"]]);
  shop().money.faults.clear();
  expect((await shop().checkout(cart)).order.state).toBe("PAID");
});

test("stock that cannot be kept yet is waited for, and so is the customer told", async () => {
  const { commit } = shop().stock.inventory;
  const { order } = await shop().checkout(await shop().filledCart(), "pm_3ds");
  settle("AUTHORIZED");
  shop().stock.inventory.commit = async () => ({ outcome: "UNANSWERED" });
  expect(await resume(order)).toMatchObject({
    order: { state: "AWAITING_PAYMENT", step: "COMMIT", payment: { state: "AUTHORIZED" } },
    nextAction: { kind: "WAIT" },
  });
  shop().stock.inventory.commit = commit;
  shop().clock.advance(1_000);
  await shop().recover();
  expect(await read(order)).toMatchObject({ state: "PAID", nextAction: undefined });
});
