import type { LineId } from "../src/domain/cart.ts";
import type { Order } from "../src/domain/order.ts";
import { aCartLine, callerOf, ids } from "./cart-builders.ts";
import { aRequest, breakAt, reason, useCheckoutShop } from "./checkout-shop.ts";

const shop = useCheckoutShop();

const bought = async (lines = [aCartLine({ quantity: 3n })]) =>
  (await shop().checkout(await shop().filledCart({ lines }))).order;
const owner = ({ userId }: Order) => callerOf(userId ?? "");
const payments = () => [...shop().money.payments.values()];
const reservations = () => [...shop().stock.reservations.values()].map(({ state }) => state);
const read = ({ orderId }: Order) => shop().ports.orders.find(orderId);

const cancel = (order: Order, key: string = ids.uuid(), caller = owner(order), hash = "h") =>
  shop().app.cancelOrder(caller, {
    orderId: order.orderId,
    reason: "too late",
    request: aRequest(caller.user?.userId ?? "", key, hash, "/Cancel"),
  });

const giveBack = (order: Order, lines: readonly [LineId, bigint][], key: string = ids.uuid(), caller = owner(order)) =>
  shop().app.returnOrderLines(caller, {
    orderId: order.orderId,
    lines: lines.map(([lineId, quantity]) => ({ lineId, quantity })),
    reason: "too small",
    request: aRequest(caller.user?.userId ?? "", key, "h", "/Return"),
  });

const firstLine = (order: Order) => {
  const [line] = order.lines;
  if (line === undefined) throw new Error("no line");
  return line;
};

test("a cancelled paid order is refunded in full and its stock is free", async () => {
  const order = await bought();
  const cancelled = await cancel(order, "c");
  expect(cancelled).toMatchObject({ state: "CANCELLED", step: "DONE", cancelReason: "too late" });
  expect(cancelled.refunds).toMatchObject([{ state: "SUCCEEDED", amount: order.total, reason: "too late" }]);
  expect(payments()).toMatchObject([{ captured: 4360n, refunded: 4360n }]);
  expect([reservations(), shop().stock.available(firstLine(order).variantId)]).toEqual([["RELEASED"], 3n]);
  expect(await cancel(order, "c")).toEqual(cancelled);
  await expect(cancel(order, "c", owner(order), "other")).rejects.toThrow(reason("REQUEST_ID_REUSED"));
  await expect(cancel(order)).rejects.toThrow(reason("ORDER_NOT_CANCELLABLE", { state: "CANCELLED" }));
  expect((await shop().subjects()).slice(2)).toEqual(["order_cancelled", "order_refunded", "order_refunded"]);
});

test("a cancelled order that is not captured yet is voided", async () => {
  shop().money.faults.set("capture", { answer: { outcome: "UNANSWERED" }, acts: false });
  const order = await bought();
  expect(await cancel(order)).toMatchObject({ state: "CANCELLED", refunds: [], payment: { state: "VOIDED" } });
  expect(reservations()).toEqual(["RELEASED"]);
});

test("a cancelled order that was captured without anybody knowing is refunded", async () => {
  shop().money.faults.set("capture", { answer: { outcome: "UNANSWERED" }, acts: true });
  const order = await bought();
  expect(await cancel(order)).toMatchObject({
    state: "CANCELLED",
    refunds: [{ state: "SUCCEEDED", amount: order.total }],
  });
  expect(payments()).toMatchObject([{ captured: 4360n, refunded: 4360n }]);
});

test("twenty racing cancellations under one request have one effect and equal answers", async () => {
  const order = await bought();
  const answers = await Promise.all(Array.from({ length: 20 }, () => cancel(order, "c")));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(payments()).toMatchObject([{ refunded: 4360n }]);
});

test("of racing cancellations under several requests one counts, the others are refused", async () => {
  const order = await bought();
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => cancel(order)));
  expect(results.filter(({ status }) => status === "fulfilled").length).toBe(1);
  expect(payments()).toMatchObject([{ refunded: 4360n }]);
});

test("orders are cancelled by their owner and by who may; others see nothing", async () => {
  const order = await bought();
  await expect(cancel(order, "c", callerOf(ids.next("usr")))).rejects.toThrow(reason("RESOURCE_NOT_FOUND"));
  const reader = callerOf(ids.next("usr"), ["order.read"]);
  await expect(cancel(order, "c", reader)).rejects.toThrow(
    reason("PERMISSION_MISSING", { permission: "order.cancel" }),
  );
  const staff = callerOf(ids.next("usr"), ["order.cancel"]);
  expect((await cancel(order, "c", staff)).state).toBe("CANCELLED");
});

test("a refund the provider does not answer to is repeated until it is made", async () => {
  const order = await bought();
  shop().money.faults.set("refund", { answer: { outcome: "UNANSWERED" }, acts: true });
  const cancelled = await cancel(order, "c");
  expect(cancelled).toMatchObject({ state: "CANCELLED", step: "REFUND", refunds: [{ state: "REQUESTED" }] });
  shop().money.faults.clear();
  shop().clock.advance(1_000);
  await shop().recover();
  expect(await read(order)).toMatchObject({ step: "DONE", refunds: [{ state: "SUCCEEDED" }] });
  expect(payments()).toMatchObject([{ refunded: 4360n }]);
  expect(await cancel(order, "c")).toEqual(cancelled);
});

test("a refund the provider refuses is kept as failed, and the stock is free all the same", async () => {
  const order = await bought();
  const { refund } = shop().money.ports;
  shop().money.ports.refund = async ({ refundId }) => ({ outcome: "REFUNDED", refund: { refundId, state: "FAILED" } });
  expect(await cancel(order)).toMatchObject({ state: "CANCELLED", step: "DONE", refunds: [{ state: "FAILED" }] });
  shop().money.ports.refund = refund;
  expect(reservations()).toEqual(["RELEASED"]);
});

test("lines come back in parts, each refunded, until the order is RETURNED", async () => {
  const order = await bought();
  const { lineId, variantId } = firstLine(order);
  const first = await giveBack(order, [[lineId, 1n]], "r1");
  expect(first.orderReturn).toMatchObject({ amount: { minorUnits: 1290n }, lines: [{ lineId, quantity: 1n }] });
  expect(first.order).toMatchObject({ state: "PAID", step: "DONE", refunds: [{ amount: { minorUnits: 1290n } }] });
  expect(shop().stock.available(variantId)).toBe(1n);
  await expect(giveBack(order, [[lineId, 3n]])).rejects.toThrow(
    reason("QUANTITY_TOO_LARGE", { line_id: lineId, returnable: "2" }),
  );
  await expect(
    giveBack(order, [
      [lineId, 1n],
      [lineId, 2n],
    ]),
  ).rejects.toThrow(reason("QUANTITY_TOO_LARGE"));
  await expect(giveBack(order, [[ids.next("lin"), 1n]])).rejects.toThrow(reason("INVALID_REQUEST"));
  const last = await giveBack(order, [
    [lineId, 1n],
    [lineId, 1n],
  ]);
  expect(last.order.state).toBe("RETURNED");
  expect(last.order.returns.map(({ restocked }) => restocked)).toEqual([true, true]);
  expect(payments()).toMatchObject([{ captured: 4360n, refunded: 3870n }]);
  expect(shop().stock.available(variantId)).toBe(3n);
  expect(await giveBack(order, [[lineId, 1n]], "r1")).toEqual(first);
  await expect(giveBack(order, [[lineId, 1n]])).rejects.toThrow(reason("ORDER_NOT_RETURNABLE", { state: "RETURNED" }));
  await expect(cancel(order)).rejects.toThrow(reason("ORDER_NOT_CANCELLABLE"));
});

test("twenty racing returns under one request give back once", async () => {
  const order = await bought();
  const { lineId } = firstLine(order);
  const answers = await Promise.all(Array.from({ length: 20 }, () => giveBack(order, [[lineId, 1n]], "r")));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(payments()).toMatchObject([{ refunded: 1290n }]);
  expect(await shop().ports.orders.acquire(order.orderId, shop().driver.lease())).toBeDefined();
});

test("racing returns under several requests never give back more than was bought", async () => {
  const order = await bought();
  const { lineId } = firstLine(order);
  const results = await Promise.allSettled(Array.from({ length: 6 }, () => giveBack(order, [[lineId, 1n]])));
  expect(results.filter(({ status }) => status === "fulfilled").length).toBe(3);
  expect(payments()).toMatchObject([{ refunded: 3870n }]);
  expect(await read(order)).toMatchObject({ state: "RETURNED", step: "DONE" });
});

test("an order with returns is cancelled for what is left", async () => {
  const order = await bought();
  await giveBack(order, [[firstLine(order).lineId, 1n]]);
  const cancelled = await cancel(order);
  expect(cancelled.refunds.map(({ amount }) => amount.minorUnits)).toEqual([1290n, 3070n]);
  expect(payments()).toMatchObject([{ captured: 4360n, refunded: 4360n }]);
  expect(shop().stock.available(firstLine(order).variantId)).toBe(3n);
});

const changes = ["cancel", "refund", "record_refunded", "release", "record_released"].map((name) => `order.${name}`);

test.each(changes.flatMap((name) => [`${name}.before`, `${name}.after`]))(
  "after a break at %s a cancellation is completed once",
  async (point) => {
    const order = await bought();
    breakAt(point);
    await shop().whileRecovering(() => cancel(order, "c").catch(ignoreBreak));
    expect(await shop().whileRecovering(() => cancel(order, "c"))).toMatchObject({ state: "CANCELLED" });
    expect(await read(order)).toMatchObject({ state: "CANCELLED", step: "DONE" });
    expect([payments()[0]?.refunded, reservations()]).toEqual([4360n, ["RELEASED"]]);
  },
);

test.each(
  ["return", "refund", "record_refunded", "restock", "record_restocked"].flatMap((name) => [
    `order.${name}.before`,
    `order.${name}.after`,
  ]),
)("after a break at %s a return is completed once", async (point) => {
  const order = await bought();
  const { lineId, variantId } = firstLine(order);
  breakAt(point);
  await shop().whileRecovering(() => giveBack(order, [[lineId, 2n]], "r").catch(ignoreBreak));
  expect((await shop().whileRecovering(() => giveBack(order, [[lineId, 2n]], "r"))).order.state).toBe("PAID");
  expect(await read(order)).toMatchObject({ step: "DONE", returns: [{ restocked: true }] });
  expect([payments()[0]?.refunded, shop().stock.available(variantId)]).toEqual([2580n, 2n]);
});

function ignoreBreak(error: unknown): void {
  expect(error).toMatchObject({ message: expect.stringContaining("broken at") });
}
