import { type Call, type Caller, type CheckpointHook, onCheckpoint, runInCall } from "#mesh/kernel";
import { eventually } from "#mesh/testing";
import { checkoutPoints } from "../src/domain/checkout-points.ts";
import type { Order } from "../src/domain/order.ts";
import { allStatements } from "./all-statements.ts";
import { aCartLine, callerOf, ids } from "./cart-builders.ts";
import { type CheckoutShop, type OrderDatabase, openCheckoutShop, openOrderDatabase } from "./checkout-shop.ts";

let orders: OrderDatabase;
let shop: CheckoutShop;

beforeAll(async () => {
  orders = await openOrderDatabase();
});
afterAll(() => orders?.close());
beforeEach(() => {
  shop = openCheckoutShop(orders);
});
afterEach(async () => {
  onCheckpoint(() => {})();
  await shop?.close();
});

const reason = (name: string, metadata = {}) =>
  expect.objectContaining({ reason: name, metadata: expect.objectContaining(metadata) });
const read = (order: Pick<Order, "orderId">) => shop.ports.orders.find(order.orderId);
const cartOf = ({ cartId }: { cartId: import("../src/domain/cart.ts").CartId }) => shop.ports.carts.find(cartId);
const payments = () => [...shop.money.payments.values()];
const reservations = () => [...shop.stock.reservations.values()].map(({ state }) => state);
const settled = async <T>(work: readonly Promise<T>[]) => {
  const results = await Promise.allSettled(work);
  return {
    answers: results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : [])),
    refusals: results.flatMap((result) => (result.status === "rejected" ? [result.reason] : [])),
  };
};

test("a checkout gives a paid order, its stock and its money kept", async () => {
  const cart = await shop.filledCart();
  const { order, nextAction } = await shop.checkout(cart);
  expect(order).toMatchObject({ state: "PAID", step: "DONE", version: 2 });
  expect(order.orderNumber).toMatch(/^10\d{4}$/);
  expect(nextAction).toBeUndefined();
  expect(await read(order)).toEqual(order);
  expect(await shop.subjects()).toEqual(["order_placed", "order_paid"]);
  expect(payments()).toEqual([{ state: "CAPTURED", amount: 3070n, captured: 3070n, refunded: 0n }]);
  expect(reservations()).toEqual(["COMMITTED"]);
  expect(await cartOf(cart)).toMatchObject({ orderId: order.orderId, checkoutOrderId: undefined });
  await expect(shop.checkout(cart)).rejects.toThrow(reason("CART_CHECKED_OUT", { order_id: order.orderId }));
});

test("a checkout costs eight statements, events included, however many lines it has", async () => {
  const carts = [
    await shop.filledCart(),
    await shop.filledCart({ lines: Array.from({ length: 300 }, () => aCartLine()) }),
  ];
  for (const cart of carts) {
    expect((await allStatements(() => shop.checkout(cart))).length).toBe(8);
  }
  expect((await shop.subjects()).length).toBe(4);
});

test("a checkout passes every checkpoint of its path, in order", async () => {
  const seen: string[] = [];
  const cart = await shop.filledCart();
  onCheckpoint((name) => seen.push(name));
  await shop.checkout(cart);
  const isStores = (name: string) => name.startsWith("order.commit.");
  expect([...seen.filter((name) => !isStores(name)), ...new Set(seen.filter(isStores))]).toEqual(checkoutPoints);
  expect(checkoutPoints.length).toBeGreaterThanOrEqual(15);
});

test.each([
  ["CART_EMPTY", { lines: [] }, {}],
  ["CART_INCOMPLETE", { email: "" }, { missing: "email" }],
  [
    "CART_INCOMPLETE",
    { shippingAddress: undefined, shippingMethodId: "" },
    { missing: "shipping_address,shipping_method_id" },
  ],
  ["SHIPPING_METHOD_UNKNOWN", { shippingMethodId: "owl" }, {}],
])("%s is refused before anything is begun", async (name, change, metadata) => {
  const cart = await shop.filledCart(change);
  await expect(shop.checkout(cart)).rejects.toThrow(reason(name, metadata));
  expect([shop.money.calls, shop.stock.calls]).toEqual([[], []]);
});

test("what has no weight needs no address and no shipping", async () => {
  const cart = await shop.filledCart({
    ...{ shippingAddress: undefined, shippingMethodId: "" },
    lines: [aCartLine({ weightGrams: 0 })],
  });
  const { order } = await shop.checkout(cart);
  expect(order).toMatchObject({ state: "PAID", shippingMethodId: "", total: { minorUnits: 2580n } });
});

test("a line without a price is refused with VARIANT_UNAVAILABLE", async () => {
  const cart = await shop.filledCart();
  const [line] = cart.lines;
  shop.ports.pricing.quote = async () => ({ ...(await quoteOfNothing()), unpricedLineIds: [line?.lineId ?? ""] });
  await expect(shop.checkout(cart)).rejects.toThrow(reason("VARIANT_UNAVAILABLE", { variant_id: line?.variantId }));
});

const quoteOfNothing = async () => (await import("../src/domain/cart-purchase.ts")).emptyQuote("EUR");

test("somebody else's cart looks absent", async () => {
  const cart = await shop.filledCart();
  await expect(shop.checkout({ ...cart, userId: ids.next("usr") })).rejects.toThrow(reason("RESOURCE_NOT_FOUND"));
});

test("too little stock fails the order, and the cart can be checked out again", async () => {
  const cart = await shop.filledCart();
  const [line] = cart.lines;
  shop.stock.stock.set(line?.variantId ?? "", 1n);
  const metadata = { variant_id: line?.variantId, sku: line?.sku, available: "1" };
  const key = ids.uuid();
  await expect(shop.checkout(cart, "pm_visa", key)).rejects.toThrow(reason("OUT_OF_STOCK", metadata));
  shop.stock.stock.set(line?.variantId ?? "", 2n);
  await expect(shop.checkout(cart, "pm_visa", key)).rejects.toThrow(reason("OUT_OF_STOCK", metadata));
  expect((await shop.checkout(cart)).order.state).toBe("PAID");
  expect(await shop.subjects()).toEqual(["checkout_failed", "order_placed", "order_paid"]);
});

test.each([
  ["pm_declined", "PAYMENT_DECLINED", { decline_code: "insufficient_funds" }],
  ["pm_unknown", "PAYMENT_METHOD_UNKNOWN", {}],
])("%s is refused with %s, its stock is free and its cart open", async (method, name, metadata) => {
  const cart = await shop.filledCart();
  await expect(shop.checkout(cart, method)).rejects.toThrow(reason(name, metadata));
  expect(reservations()).toEqual(["RELEASED"]);
  expect(await cartOf(cart)).toMatchObject({ checkoutOrderId: undefined, orderId: undefined });
  expect(await shop.subjects()).toEqual(["checkout_failed"]);
  expect((await shop.checkout(cart)).order.state).toBe("PAID");
});

test("an order of nothing to pay is paid without a payment", async () => {
  const cart = await shop.filledCart();
  const { quote } = shop.ports.pricing;
  const free = { currencyCode: "EUR", minorUnits: 0n };
  shop.ports.pricing.quote = async (purchase) => {
    const priced = await quote(purchase);
    const lines = priced.lines.map((line) => ({ ...line, unitPrice: free, total: free }));
    return { ...priced, lines, subtotal: free, shippingTotal: free, total: free };
  };
  const { order } = await shop.checkout(cart);
  expect(order).toMatchObject({ state: "PAID", payment: undefined, version: 2 });
  expect(await shop.subjects()).toEqual(["order_placed", "order_paid"]);
  expect(shop.money.calls).toEqual([]);
});

test("fifty racing duplicates have one effect and equal answers; other content is refused", async () => {
  const cart = await shop.filledCart();
  const calls = Array.from({ length: 50 }, () => shop.checkout(cart, "pm_visa", "k", "h"));
  const { answers } = await settled(calls);
  expect(answers.length).toBe(50);
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect([payments().length, await shop.countOrders()]).toEqual([1, 1n]);
  await expect(shop.checkout(cart, "pm_visa", "k", "other")).rejects.toThrow(reason("REQUEST_ID_REUSED"));
});

test("fifty racing duplicates of a declined checkout get one refusal", async () => {
  const cart = await shop.filledCart();
  const { refusals } = await settled(Array.from({ length: 50 }, () => shop.checkout(cart, "pm_declined", "k")));
  expect(refusals).toEqual(Array.from({ length: 50 }, () => reason("PAYMENT_DECLINED")));
  expect(payments().length).toBe(1);
});

test("sixteen checkouts of one cart give one order and one payment", async () => {
  const cart = await shop.filledCart();
  const { answers, refusals } = await settled(Array.from({ length: 16 }, () => shop.checkout(cart)));
  expect([answers.length, payments().length, await shop.countOrders()]).toEqual([1, 1, 1n]);
  const orderId = answers[0]?.order.orderId;
  expect(refusals).toEqual(Array.from({ length: 15 }, () => reason("CART_CHECKED_OUT", { order_id: orderId })));
});

test("a checkout that waited for one that failed goes on with its own try", async () => {
  const cart = await shop.filledCart();
  const { answers, refusals } = await settled([
    ...Array.from({ length: 4 }, () => shop.checkout(cart, "pm_declined")),
    shop.checkout(cart, "pm_visa"),
  ]);
  expect(answers.map(({ order }) => order.state)).toEqual(["PAID"]);
  for (const refusal of refusals) expect(["PAYMENT_DECLINED", "CART_CHECKED_OUT"]).toContain(refusal.reason);
});

test("a cart that changed while it was quoted is quoted again", async () => {
  const cart = await shop.filledCart();
  const { quote } = shop.ports.pricing;
  let quotes = 0;
  shop.ports.pricing.quote = async (purchase) => {
    quotes += 1;
    if (quotes < 3) {
      const decide = (before: typeof cart) => ({
        ...before,
        email: `ada${quotes}@example.org`,
        version: before.version + 1,
      });
      await shop.ports.carts.change({ cartId: cart.cartId, decide });
    }
    return quote(purchase);
  };
  const { order } = await shop.checkout(cart);
  expect([quotes, order.email]).toEqual([3, "ada2@example.org"]);
});

test("twenty-four buyers of the last unit: one order, the others are told so, no money kept", async () => {
  const line = aCartLine({ quantity: 1n });
  const carts = [];
  for (let buyer = 0; buyer < 24; buyer++)
    carts.push(await shop.filledCart({ lines: [{ ...line, lineId: ids.next("lin") }] }));
  shop.stock.stock.set(line.variantId, 1n);
  const { answers, refusals } = await settled(carts.map((cart) => shop.checkout(cart)));
  expect(answers.map(({ order }) => order.state)).toEqual(["PAID"]);
  expect(refusals).toEqual(Array.from({ length: 23 }, () => reason("OUT_OF_STOCK")));
  expect([payments().length, shop.stock.available(line.variantId)]).toEqual([1, 0n]);
});

const caller = (order: Order): Caller => callerOf(order.userId ?? "");
const resume = (order: Order) => shop.app.resumeCheckout(caller(order), { orderId: order.orderId });
const settle = (state: "AUTHORIZED" | "DECLINED") => {
  for (const payment of payments()) if (payment.state !== "CAPTURED") payment.state = state;
};

test("3-D Secure: the order waits with a redirect, and is paid once when the customer comes back", async () => {
  const cart = await shop.filledCart();
  const { order, nextAction } = await shop.checkout(cart, "pm_3ds", "k");
  expect(order.state).toBe("AWAITING_PAYMENT");
  expect(nextAction).toMatchObject({ kind: "REDIRECT", redirectUrl: "https://bank.example/3ds" });
  await expect(shop.checkout(cart)).rejects.toThrow(reason("CHECKOUT_IN_PROGRESS", { order_id: order.orderId }));
  expect(await resume(order)).toMatchObject({ nextAction });
  settle("AUTHORIZED");
  const resumed = await settled(Array.from({ length: 8 }, () => resume(order)));
  expect(resumed.answers.map((answer) => answer.order.state)).toEqual(Array.from({ length: 8 }, () => "PAID"));
  expect(await shop.subjects()).toEqual(["order_placed", "order_paid"]);
  expect(await shop.checkout(cart, "pm_3ds", "k")).toEqual({ order, nextAction });
});

test("an event of the provider goes on with what waits for it, and leaves the rest alone", async () => {
  const { order } = await shop.checkout(await shop.filledCart(), "pm_3ds");
  settle("AUTHORIZED");
  await Promise.all([shop.app.resumeAfterPayment(order.orderId), resume(order), shop.recover()]);
  expect((await read(order))?.state).toBe("PAID");
  const calls = shop.money.calls.length;
  await shop.app.resumeAfterPayment(order.orderId);
  await shop.app.resumeAfterPayment(ids.next("ord"));
  expect([shop.money.calls.length, await shop.subjects()]).toEqual([calls, ["order_placed", "order_paid"]]);
});

test("an event that comes while its order is driven costs nothing, and is not lost if the order waits in the end", async () => {
  const { authorize } = shop.money.ports;
  const events: Promise<void>[] = [];
  shop.money.ports.authorize = async (orderId, ...wanted) => {
    const result = await authorize(orderId, ...wanted);
    events.push(shop.app.resumeAfterPayment(orderId));
    if (result.outcome === "ACTION_REQUIRED") settle("AUTHORIZED");
    return result;
  };
  const cart = await shop.filledCart();
  expect((await allStatements(() => shop.checkout(cart))).length).toBe(8);
  await shop.checkout(await shop.filledCart(), "pm_3ds");
  await Promise.all(events);
  expect(payments().map(({ state }) => state)).toEqual(["CAPTURED", "CAPTURED"]);
});

test("whoever waits for another checkout is told so before their time is up", async () => {
  const cart = await shop.filledCart();
  const letGo = Promise.withResolvers<void>();
  const { authorize } = shop.money.ports;
  shop.money.ports.authorize = async (...wanted) => {
    await letGo.promise;
    return authorize(...wanted);
  };
  const first = shop.checkout(cart);
  await eventually(async () => (await cartOf(cart))?.checkoutOrderId !== undefined);
  const inTime = aCall(600);
  await expect(runInCall(inTime, () => another().checkout(cart))).rejects.toThrow(reason("CHECKOUT_IN_PROGRESS"));
  expect(Date.now()).toBeLessThan(inTime.deadline);
  letGo.resolve();
  expect((await first).order.state).toBe("PAID");
});

test("duplicates in two processes have one effect and equal answers", async () => {
  const cart = await shop.filledCart();
  const other = another();
  const calls = Array.from({ length: 20 }, (_, index) => (index % 2 ? shop : other).checkout(cart, "pm_visa", "k"));
  const answers = await Promise.all(calls);
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect([payments().length, await shop.countOrders()]).toEqual([1, 1n]);
});

test("a worker of another process takes over what broke off here", async () => {
  const cart = await shop.filledCart();
  onCheckpoint(breakAt("order.authorize.after"));
  const { order } = await another().whileRecovering(() => shop.checkout(cart, "pm_visa", "k"));
  expect([order.state, payments().length]).toEqual(["PAID", 1]);
});

/** Another process of the service, with the same neighbours. */
const another = () => openCheckoutShop(orders, shop);

const aCall = (ms: number): Call => ({
  ...{ method: "/Checkout", caller: { workload: "gateway" }, requestId: "r", traceparent: "" },
  ...{ deadline: Date.now() + ms, signal: AbortSignal.timeout(ms) },
});

test("a slow step holds the order: nobody takes over meanwhile", async () => {
  const own = { holdDurationMs: 900_000, leaseDurationMs: 150 };
  const slow = openCheckoutShop(orders, shop, own);
  const { authorize } = shop.money.ports;
  shop.money.ports.authorize = async (...wanted) => {
    await eventually(() => {
      shop.clock.advance(20);
      return shop.stock.calls.length > 0 && extended.length >= 4;
    });
    return authorize(...wanted);
  };
  const extended: string[] = [];
  const { extend } = slow.ports.orders;
  slow.ports.orders.extend = async (orderId, lease) => {
    await extend(orderId, lease);
    extended.push(orderId);
    expect(
      await shop.ports.orders.acquire(orderId, { ...lease, leaseId: ids.uuid(), now: shop.clock.now() }),
    ).toBeUndefined();
  };
  expect((await slow.checkout(await slow.filledCart())).order.state).toBe("PAID");
});

test("a resumed checkout that is declined is refused, and stays so under its request", async () => {
  const cart = await shop.filledCart();
  const { order } = await shop.checkout(cart, "pm_3ds");
  settle("DECLINED");
  const request = { caller: cart.userId, method: "/Resume", key: "r", hash: "h" };
  const again = () => shop.app.resumeCheckout(caller(order), { orderId: order.orderId, request });
  await expect(again()).rejects.toThrow(reason("PAYMENT_DECLINED"));
  await expect(again()).rejects.toThrow(reason("PAYMENT_DECLINED"));
  await expect(resume(order)).rejects.toThrow(reason("PAYMENT_DECLINED"));
  expect(reservations()).toEqual(["RELEASED"]);
});

test("a payment nobody completes is voided when the hold ends, and its stock is free", async () => {
  const cart = await shop.filledCart();
  const { order } = await shop.checkout(cart, "pm_3ds");
  shop.clock.advance(60_000);
  await shop.recover();
  expect((await read(order))?.state).toBe("AWAITING_PAYMENT");
  shop.clock.advance(900_000);
  await shop.recover();
  expect(await read(order)).toMatchObject({ state: "FAILED", failure: { reason: "HOLD_EXPIRED" } });
  expect(payments()).toMatchObject([{ state: "VOIDED", captured: 0n }]);
  expect((await shop.checkout(cart)).order.state).toBe("PAID");
});

test("what is paid after the hold lapsed is reserved again", async () => {
  const { order } = await shop.checkout(await shop.filledCart(), "pm_3ds");
  shop.clock.advance(900_000);
  settle("AUTHORIZED");
  expect((await resume(order)).order).toMatchObject({ state: "PAID", reservation: { number: 2 } });
  expect(reservations()).toEqual(["HELD", "COMMITTED"]);
});

test("what is paid after the hold lapsed and the stock is gone is voided", async () => {
  const cart = await shop.filledCart();
  const { order } = await shop.checkout(cart, "pm_3ds");
  shop.clock.advance(900_000);
  settle("AUTHORIZED");
  shop.stock.stock.set(cart.lines[0]?.variantId ?? "", 0n);
  await expect(resume(order)).rejects.toThrow(reason("HOLD_EXPIRED"));
  expect(payments()).toMatchObject([{ state: "VOIDED", captured: 0n }]);
});

test("an unknown payment is waited for, never begun anew, and resolved by reading", async () => {
  const { order, nextAction } = await shop.checkout(await shop.filledCart(), "pm_slow");
  expect([order.state, nextAction?.kind, order.payment?.state]).toEqual(["AWAITING_PAYMENT", "WAIT", "UNKNOWN"]);
  shop.clock.advance(1_000);
  await shop.recover();
  settle("AUTHORIZED");
  shop.clock.advance(2_000);
  await shop.recover();
  expect((await read(order))?.state).toBe("PAID");
  expect(shop.money.calls.filter((call) => call.endsWith("/authorize")).length).toBe(1);
});

test.each([true, false])(
  "a payment service that does not answer (having acted: %s) is asked again under one key",
  async (acts) => {
    shop.money.faults.set("authorize", { answer: { outcome: "UNANSWERED" }, acts });
    const { order, nextAction } = await shop.checkout(await shop.filledCart());
    expect([order.state, nextAction?.kind]).toEqual(["AWAITING_PAYMENT", "WAIT"]);
    shop.money.faults.clear();
    shop.clock.advance(1_000);
    await shop.recover();
    expect((await read(order))?.state).toBe("PAID");
    expect(payments().length).toBe(1);
  },
);

test("a payment service that never answers loses the order at the end of the hold", async () => {
  shop.money.faults.set("authorize", { answer: { outcome: "UNANSWERED" }, acts: false });
  const { order } = await shop.checkout(await shop.filledCart());
  shop.clock.advance(900_000);
  await shop.recover();
  expect(await read(order)).toMatchObject({ state: "FAILED", failure: { reason: "HOLD_EXPIRED" } });
  expect(reservations()).toEqual(["RELEASED"]);
});

test.each([true, false])(
  "a capture without an answer (having acted: %s) leaves an accepted order, captured later",
  async (acts) => {
    shop.money.faults.set("capture", { answer: { outcome: "UNANSWERED" }, acts });
    const cart = await shop.filledCart();
    const { order } = await shop.checkout(cart, "pm_visa", "k");
    expect(order.state).toBe("PLACED");
    shop.clock.advance(1_000);
    await shop.recover();
    expect((await read(order))?.state).toBe("PLACED");
    shop.money.faults.clear();
    shop.clock.advance(2_000);
    await shop.recover();
    expect(await read(order)).toMatchObject({ state: "PAID", step: "DONE" });
    expect(payments()).toMatchObject([{ captured: 3070n }]);
    expect(await shop.checkout(cart, "pm_visa", "k")).toEqual({ order, nextAction: undefined });
  },
);

test("a capture refused for good cancels the order, and the cart is open again", async () => {
  shop.money.faults.set("capture", {
    answer: { outcome: "REFUSED", metadata: { decline_code: "capture_refused" } },
    acts: false,
  });
  const cart = await shop.filledCart();
  await expect(shop.checkout(cart)).rejects.toThrow(reason("PAYMENT_DECLINED", { decline_code: "capture_refused" }));
  expect(await shop.subjects()).toEqual(["order_placed", "order_cancelled"]);
  expect([reservations(), payments().map(({ state }) => state)]).toEqual([["RELEASED"], ["VOIDED"]]);
  shop.money.faults.clear();
  expect((await shop.checkout(cart)).order.state).toBe("PAID");
});

test("an inventory that does not answer is SERVICE_UNAVAILABLE, nothing stays reserved, and the key is free again", async () => {
  const cart = await shop.filledCart();
  const { reserve } = shop.stock.inventory;
  shop.stock.inventory.reserve = async (...wanted) => {
    await reserve(...wanted);
    return { outcome: "UNANSWERED", metadata: { service: "inventory" } };
  };
  await expect(shop.checkout(cart, "pm_visa", "k")).rejects.toThrow(
    reason("SERVICE_UNAVAILABLE", { service: "inventory" }),
  );
  shop.stock.inventory.reserve = reserve;
  expect(reservations()).toEqual(["RELEASED"]);
  expect((await shop.checkout(cart, "pm_visa", "k")).order.state).toBe("PAID");
});

/** Throws at the checkpoint, once or as often as it is reached. */
const breakAt = (point: string): CheckpointHook => {
  let broken = false;
  return (name) => {
    if (name !== point || broken) return;
    broken = true;
    throw new Error(`broken at ${name}`);
  };
};

test.each(checkoutPoints.filter((name) => !/^order\.(quote|begin)\./.test(name)))(
  "after a break at %s the worker finishes: one order, one payment, stock right",
  async (point) => {
    const cart = await shop.filledCart();
    onCheckpoint(breakAt(point));
    const { order } = await shop.whileRecovering(() => shop.checkout(cart, "pm_visa", "k"));
    expect(order.state).toBe("PAID");
    expect(await shop.checkout(cart, "pm_visa", "k")).toEqual({ order, nextAction: undefined });
    expect(payments()).toEqual([{ state: "CAPTURED", amount: 3070n, captured: 3070n, refunded: 0n }]);
    expect(reservations()).toEqual(["COMMITTED"]);
    expect(await shop.subjects()).toEqual(["order_placed", "order_paid"]);
    expect(await shop.countOrders()).toBe(1n);
  },
);

test.each(["order.quote.before", "order.quote.after", "order.begin.before", "order.begin.after"])(
  "after a break at %s the same request gives one order",
  async (point) => {
    const cart = await shop.filledCart();
    onCheckpoint(breakAt(point));
    await expect(shop.checkout(cart, "pm_visa", "k")).rejects.toThrow("broken");
    shop.clock.advance(20_000);
    await shop.recover();
    expect((await shop.checkout(cart, "pm_visa", "k")).order.state).toBe("PAID");
    expect([payments().length, await shop.countOrders()]).toEqual([1, 1n]);
  },
);

const undoing = ["void", "record_voided", "release", "record_released"].flatMap((name) => [
  `order.${name}.before`,
  `order.${name}.after`,
]);

test.each(undoing)("after a break at %s an abandoned checkout is undone all the same", async (point) => {
  const { order } = await shop.checkout(await shop.filledCart(), "pm_3ds");
  shop.clock.advance(900_000);
  onCheckpoint(breakAt(point));
  await shop.recover();
  shop.clock.advance(20_000);
  await shop.recover();
  expect((await read(order))?.state).toBe("FAILED");
  expect([reservations(), payments().map(({ state }) => state)]).toEqual([["RELEASED"], ["VOIDED"]]);
  expect(await shop.subjects()).toEqual(["checkout_failed"]);
});

test("a driver that lost its lease records nothing any more", async () => {
  const cart = await shop.filledCart();
  const { authorize } = shop.money.ports;
  let taken = false;
  shop.money.ports.authorize = async (...wanted) => {
    if (!taken) {
      taken = true;
      shop.clock.advance(20_000);
      await shop.recover();
    }
    return authorize(...wanted);
  };
  const { order } = await shop.checkout(cart);
  expect(order.state).toBe("PAID");
  expect(await shop.subjects()).toEqual(["order_placed", "order_paid"]);
  expect(payments().length).toBe(1);
});
