import { euros, ids, noon } from "../../test/cart-builders.ts";
import { anOrder, anOrderPayment } from "../../test/order-builders.ts";
import { advanceCheckout } from "./checkout-advance.ts";
import type { StepResult } from "./checkout-outcome.ts";
import { type CheckoutOutcome, type CheckoutStep, checkoutMoves } from "./checkout-steps.ts";
import type { Order } from "./order.ts";
import { nextStates, type OrderState } from "./order-states.ts";

const context = { now: noon, ids, holdDurationMs: 900_000 };
const advance = (order: Order, result: StepResult, now = noon) => advanceCheckout(order, result, { ...context, now });
const steps = Object.keys(checkoutMoves) as CheckoutStep[];
const moves = steps.flatMap((step) =>
  Object.entries(checkoutMoves[step]).map(([outcome, move]) => [step, outcome as CheckoutOutcome, move] as const),
);
const late = new Date(noon.getTime() + 900_000);
const refund = {
  refundId: ids.next("rfd"),
  paymentId: ids.next("pay"),
  amount: euros(1n),
  reason: "",
  createTime: noon,
  businessTime: noon,
};

/** Orders and results that come to the outcomes which are told apart by the order. */
const cases: Partial<
  Record<`${CheckoutStep} ${CheckoutOutcome}`, { order?: Partial<Order>; result?: StepResult; now?: Date }>
> = {
  "RESERVE RESERVED_TO_COMMIT": { order: { payment: undefined }, result: { outcome: "RESERVED" } },
  "RESERVE OUT_OF_STOCK_REDEEMED": { order: redeemed(), result: { outcome: "OUT_OF_STOCK" } },
  "RESERVE OUT_OF_STOCK_AGAIN": { order: number(2), result: { outcome: "OUT_OF_STOCK" } },
  "RESERVE HOLD_EXPIRED_UNPAID": { result: { outcome: "HOLD_EXPIRED" } },
  "RESERVE HOLD_EXPIRED_REDEEMED": { order: redeemed(), result: { outcome: "HOLD_EXPIRED" } },
  "RESERVE HOLD_EXPIRED": { order: number(2) },
  "RESERVE HOLD_EXPIRED_AGAIN": { order: number(3), result: { outcome: "HOLD_EXPIRED" } },
  "RESERVE UNANSWERED_AGAIN": { order: number(2), result: { outcome: "UNANSWERED" } },
  "AUTHORIZE ABANDONED": { result: { outcome: "UNKNOWN" }, now: late },
  "RESOLVE ABANDONED": { result: { outcome: "UNANSWERED" }, now: late },
  "COMMIT COMMITTED_FREE": { order: { payment: undefined }, result: { outcome: "COMMITTED" } },
  "COMMIT HOLD_EXPIRED_AGAIN": { order: number(3), result: { outcome: "HOLD_EXPIRED" } },
  "REFUND REFUNDED": { order: { refunds: [{ ...refund, state: "REQUESTED" }] }, result: { outcome: "REFUNDED" } },
  "REFUND REFUNDED_TO_RELEASE": { order: { state: "CANCELLED" }, result: { outcome: "REFUNDED" } },
  "REFUND REFUNDED_TO_RESTOCK": { order: { state: "PAID" }, result: { outcome: "REFUNDED" } },
  "RELEASE RELEASED": { order: { state: "CANCELLED" } },
  "RELEASE RELEASED_REDEEMED": { order: redeemed(), result: { outcome: "RELEASED" } },
  "UNREDEEM UNREDEEMED_FAILED": {
    order: { failure: { reason: "OUT_OF_STOCK", metadata: {} } },
    result: { outcome: "UNREDEEMED" },
  },
  "RELEASE RELEASED_FAILED": {
    order: { failure: { reason: "HOLD_EXPIRED", metadata: {} } },
    result: { outcome: "RELEASED" },
  },
  "RESTOCK RESTOCKED": { order: { returns: [aReturn()] } },
  "RESTOCK RESTOCKED_ALL": { result: { outcome: "RESTOCKED" } },
  "CAPTURE CAPTURED": { order: { state: "PLACED" } },
  "CAPTURE REFUSED": { order: { state: "PLACED" } },
};

function number(of: number): Partial<Order> {
  return { reservation: { ...anOrder().reservation, number: of } };
}

function redeemed(): Partial<Order> {
  return { redemptions: [{ promotionId: ids.next("pro"), couponCode: "FEW", amount: euros(1n) }] };
}

function aReturn() {
  const times = { createTime: noon, businessTime: noon };
  return { returnId: ids.next("ret"), lines: [], reason: "", amount: euros(0n), restocked: false, ...times };
}

test.each(moves)("%s that comes to %s is followed by what the table says", (step, outcome, move) => {
  const given = cases[`${step} ${outcome}`] ?? {};
  const order = anOrder({ step, ...given.order });
  const { next, events, waitsUntil } = advance(order, given.result ?? ({ outcome } as StepResult), given.now);
  expect([next.step, next.state]).toEqual([move.step, move.state ?? order.state]);
  expect(next.failure?.reason).toBe(order.failure?.reason ?? move.failure);
  expect(waitsUntil !== undefined).toBe(move.waits === true);
  expect(next.attempts).toBe(move.waits ? 1 : 0);
  expect(events.map(({ type }) => type).filter((type) => type !== "OrderRefunded")).toEqual(move.events ?? []);
  expect(events.map(({ version }) => version)).toEqual(events.map((_, index) => index + 1));
});

test("what a step does not come to is refused as a mistake of the code", () => {
  expect(() => advance(anOrder({ step: "RESERVE" }), { outcome: "CAPTURED" })).toThrow(RangeError);
});

test("from every step there is a way to the end", () => {
  for (const step of steps) expect(reachable(step).has("DONE")).toBe(true);
});

test("whatever fails once coupons were counted ends by way of UNREDEEM", () => {
  for (const [step, outcome, { failure, step: next }] of moves) {
    if (failure === undefined || next === "DONE") continue;
    expect([step, outcome, reachable(next).has("UNREDEEM")]).toEqual([step, outcome, true]);
  }
});

test("whatever fails once stock was held ends by way of RELEASE, and once money was set aside by way of VOID", () => {
  for (const [step, outcome, { failure, step: next }] of moves) {
    if (failure === undefined || next === "DONE" || next === "UNREDEEM") continue;
    expect([step, outcome, reachable(next).has("RELEASE")]).toEqual([step, outcome, true]);
    const nothingSetAside =
      ["DECLINED", "METHOD_UNKNOWN"].includes(outcome) || (step === "RESERVE" && outcome === "UNANSWERED");
    expect([step, outcome, next]).toEqual([step, outcome, nothingSetAside ? "RELEASE" : "VOID"]);
  }
});

test("every move of the states is in the table of states", () => {
  for (const [, , { state }] of moves) {
    if (state !== undefined) expect(Object.values(nextStates).flat()).toContain<OrderState>(state);
  }
});

function reachable(step: CheckoutStep, seen = new Set<CheckoutStep>()): Set<CheckoutStep> {
  if (seen.has(step)) return seen;
  seen.add(step);
  for (const move of Object.values(checkoutMoves[step])) reachable(move.step, seen);
  return seen;
}

test("pauses double up to half a minute, and end with the hold while a payment is awaited", () => {
  const order = anOrder({ step: "RESOLVE", state: "AWAITING_PAYMENT" });
  const pauses = [0, 1, 2, 5, 20].map((attempts) => {
    const { waitsUntil } = advance({ ...order, attempts }, { outcome: "UNKNOWN" });
    return (waitsUntil?.getTime() ?? 0) - noon.getTime();
  });
  expect(pauses).toEqual([500, 1_000, 2_000, 16_000, 30_000]);
  const soon = { ...order, reservation: { ...order.reservation, expireTime: new Date(noon.getTime() + 100) } };
  expect(advance(soon, { outcome: "UNKNOWN" }).waitsUntil).toEqual(soon.reservation.expireTime);
});

test("a service that does not answer is asked again after four seconds at most", () => {
  const order = anOrder({ step: "CAPTURE", state: "PLACED" });
  const pauses = [0, 2, 3, 20].map((attempts) => {
    const { waitsUntil } = advance({ ...order, attempts }, { outcome: "UNANSWERED" });
    return (waitsUntil?.getTime() ?? 0) - noon.getTime();
  });
  expect(pauses).toEqual([500, 2_000, 4_000, 4_000]);
});

test("a payment that was captured meanwhile is refunded in full", () => {
  const payment = anOrderPayment({ state: "AUTHORIZED" });
  const order = anOrder({ step: "VOID", state: "CANCELLED", cancelReason: "too late", payment });
  const { next, events } = advance(order, { outcome: "CAPTURED_MEANWHILE" });
  expect(next.payment?.state).toBe("CAPTURED");
  expect(next.refunds).toMatchObject([{ amount: payment.amount, state: "REQUESTED", reason: "too late" }]);
  expect(events.map(({ type }) => type)).toEqual(["OrderRefunded"]);
});

test("an order takes its spare number when it is placed, and keeps it", () => {
  const placing = anOrder({ step: "COMMIT", orderNumber: undefined, spareNumber: "100007" });
  const { next, events } = advance(placing, { outcome: "COMMITTED" });
  expect([next.orderNumber, events[0]?.order.orderNumber]).toEqual(["100007", "100007"]);
  const paid = advance({ ...next, spareNumber: "100008" }, { outcome: "CAPTURED" });
  expect(paid.next.orderNumber).toBe("100007");
  expect(advance(placing, { outcome: "UNANSWERED" }).next.orderNumber).toBeUndefined();
});
