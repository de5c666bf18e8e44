import { aPayment, ids, noon } from "../../test/builders.ts";
import { isGivenUp, lookAgainAt } from "./look-again.ts";

const seconds = (date: Date | undefined) => date && (date.getTime() - noon.getTime()) / 1000;

test.each([
  [0, 5],
  [1, 10],
  [6, 320],
  [7, 600],
  [99, 600],
])("after %d attempts an open payment is looked up %d s later", (attempts, wait) => {
  expect(seconds(lookAgainAt(aPayment({ state: "UNKNOWN" }), attempts, noon))).toBe(wait);
});

test("a pending refund is looked up too, a settled payment never again", () => {
  const refund = { refundId: ids.next("rfd"), amount: 1n, reference: "re_1", createTime: noon };
  const captured = { state: "CAPTURED", captured: 1290n } as const;
  const pending = aPayment({ ...captured, refunds: [{ ...refund, state: "PENDING" }] });
  expect([0, 99].map((attempts) => seconds(lookAgainAt(pending, attempts, noon)))).toEqual([60, 21_600]);
  const settled = aPayment({ ...captured, refunds: [{ ...refund, state: "SUCCEEDED" }] });
  expect(lookAgainAt(settled, 0, noon)).toBeUndefined();
});

test("ten minutes are given", () => {
  const after = (ms: number) => isGivenUp(noon, new Date(noon.getTime() + ms));
  expect([after(600_000), after(600_001)]).toEqual([false, true]);
});
