import fc from "fast-check";
import { euros, ids, noon } from "../../test/cart-builders.ts";
import { anOrder, anOrderLine, anOrderPayment } from "../../test/order-builders.ts";
import type { Order, OrderLine } from "./order.ts";
import { cancelOrder } from "./order-cancel.ts";
import { paidFor } from "./return-amount.ts";
import { returnLines } from "./return-lines.ts";

const aLine = fc
  .record({
    quantity: fc.bigInt({ min: 1n, max: 50n }),
    unitPrice: fc.bigInt({ min: 0n, max: 100_000n }),
    off: fc.double({ min: 0, max: 1, noNaN: true }),
    tax: fc.bigInt({ min: 0n, max: 9_999n }),
  })
  .map(({ quantity, unitPrice, off, tax }): OrderLine => {
    const total = unitPrice * quantity;
    const discount = BigInt(Math.floor(Number(total) * off));
    const prices = { unitPrice: euros(unitPrice), total: euros(total), discount: euros(discount), tax: euros(tax) };
    return anOrderLine({ quantity, ...prices });
  });

const aPaidOrder = fc
  .record({ lines: fc.array(aLine, { minLength: 1, maxLength: 5 }), taxInclusive: fc.boolean() })
  .map(({ lines, taxInclusive }) => {
    const amount = euros(paidOf(lines, taxInclusive));
    const payment = amount.minorUnits === 0n ? undefined : anOrderPayment({ state: "CAPTURED", amount });
    return anOrder({ state: "PAID", step: "DONE", lines, taxInclusive, total: amount, payment });
  });

const paidOf = (lines: readonly OrderLine[], taxInclusive: boolean) =>
  lines.reduce((sum, line) => sum + paidFor(line, taxInclusive).minorUnits, 0n);
const refunded = ({ refunds }: Order) => refunds.reduce((sum, { amount }) => sum + amount.minorUnits, 0n);

/** Parts of the line, as the numbers cut it. */
function partsOf({ lineId, quantity }: OrderLine, cuts: readonly number[]) {
  const parts: { lineId: OrderLine["lineId"]; quantity: bigint }[] = [];
  let left = quantity;
  for (let index = 0; left > 0n; index++) {
    const cut = BigInt(Math.max(1, Math.ceil(Number(left) * (cuts[index % cuts.length] ?? 1))));
    parts.push({ lineId, quantity: cut });
    left -= cut;
  }
  return parts;
}

test("any sequence of returns sums to exactly what was paid for the lines, and never to more", () => {
  const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(aPaidOrder, cuts, (order, someCuts) => {
      let current: Order = order;
      const parts = order.lines.flatMap((line) => partsOf(line, someCuts));
      for (const part of parts) {
        expect(current.state).toBe("PAID");
        const { next, orderReturn } = returnLines(current, { lines: [part], reason: "why" }, noon, ids);
        expect(orderReturn.amount.minorUnits).toBeGreaterThanOrEqual(0n);
        expect(refunded(next)).toBeLessThanOrEqual(order.total.minorUnits);
        current = next;
      }
      expect([current.state, refunded(current)]).toEqual(["RETURNED", paidOf(order.lines, order.taxInclusive)]);
    }),
  );
});

test("whatever came back, a cancellation refunds exactly the rest", () => {
  fc.assert(
    fc.property(aPaidOrder, (order) => {
      const [line] = order.lines;
      if (line === undefined || (line.quantity === 1n && order.lines.length === 1)) return;
      const { next } = returnLines(order, { lines: [{ lineId: line.lineId, quantity: 1n }], reason: "why" }, noon, ids);
      if (next.state !== "PAID") return;
      expect(refunded(cancelOrder(next, "why", noon, ids).next)).toBe(order.total.minorUnits);
    }),
  );
});

test.each([
  ["inclusive tax stays inside the price", true, 100n],
  ["exclusive tax is paid back on top", false, 119n],
])("%s", (_, taxInclusive, amount) => {
  const prices = { unitPrice: euros(110n), total: euros(110n), discount: euros(10n), tax: euros(19n) };
  const line = anOrderLine({ quantity: 1n, ...prices });
  const order = anOrder({ state: "PAID", step: "DONE", lines: [line], taxInclusive });
  const { orderReturn } = returnLines(
    order,
    { lines: [{ lineId: line.lineId, quantity: 1n }], reason: "why" },
    noon,
    ids,
  );
  expect(orderReturn.amount).toEqual(euros(amount));
});

test("three units of a price that does not divide are worth a third each, half to even, and the rest at last", () => {
  const prices = { unitPrice: euros(100n), total: euros(300n), discount: euros(200n), tax: euros(0n) };
  const line = anOrderLine({ quantity: 3n, ...prices });
  let order = anOrder({ state: "PAID", step: "DONE", lines: [line] });
  const amounts = [1n, 1n, 1n].map((quantity) => {
    const { next, orderReturn } = returnLines(
      order,
      { lines: [{ lineId: line.lineId, quantity }], reason: "why" },
      noon,
      ids,
    );
    order = next;
    return orderReturn.amount.minorUnits;
  });
  expect(amounts).toEqual([33n, 34n, 33n]);
});

test("a return of nothing worth refunds nothing, and is restocked all the same", () => {
  const free = { unitPrice: euros(0n), total: euros(0n) };
  const line = anOrderLine(free);
  const order = anOrder({ state: "PAID", step: "DONE", lines: [line], payment: undefined });
  const { next } = returnLines(order, { lines: [{ lineId: line.lineId, quantity: 2n }], reason: "why" }, noon, ids);
  expect(next).toMatchObject({ state: "RETURNED", step: "RESTOCK", refunds: [] });
});

test.each([
  ["in the future", 1, "BUSINESS_TIME_IN_FUTURE"],
  ["before its order", -60_001, "BUSINESS_TIME_TOO_EARLY"],
])("what came back %s is refused", (_, offsetMs, reason) => {
  const [line] = [anOrderLine()];
  const businessTime = new Date(noon.getTime() - 60_000);
  const order = anOrder({ state: "PAID", step: "DONE", lines: [line], businessTime });
  const giveBack = (ms: number) => {
    const lines = [{ lineId: line.lineId, quantity: 1n }];
    return returnLines(order, { lines, reason: "why", businessTime: new Date(noon.getTime() + ms) }, noon, ids).next;
  };
  expect(() => giveBack(offsetMs)).toThrow(expect.objectContaining({ kind: "INVALID_ARGUMENT", reason }));
  for (const ms of [0, -60_000]) {
    const expected = { createTime: noon, businessTime: new Date(noon.getTime() + ms) };
    expect(giveBack(ms)).toMatchObject({ returns: [expected], refunds: [expected] });
  }
});

test("what comes back now, by a clock that is behind that of its order, is taken back", () => {
  const line = anOrderLine();
  const order = anOrder({ state: "PAID", step: "DONE", lines: [line], businessTime: new Date(noon.getTime() + 1) });
  const lines = [{ lineId: line.lineId, quantity: 1n }];
  expect(returnLines(order, { lines, reason: "why" }, noon, ids).orderReturn).toMatchObject({ businessTime: noon });
});
