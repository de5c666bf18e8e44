import { aPayment, ids, noon } from "../../test/builders.ts";
import type { Payment } from "./payment.ts";
import { observeRefunds, requestRefund } from "./refund.ts";

const captured = (change: Partial<Payment> = {}) => aPayment({ state: "CAPTURED", captured: 1290n, ...change });
const asked = (amount = 290n) => ({ refundId: ids.next("rfd"), amount });
const refusal = (reason: string, metadata = {}) => expect.objectContaining({ reason, metadata });

test("a refund is kept as pending, once for its id", () => {
  const refund = asked();
  const { next, events } = requestRefund(captured(), refund, noon);
  expect(next.refunds).toEqual([{ ...refund, state: "PENDING", reference: "", createTime: noon }]);
  expect(events).toEqual([]);
  expect(requestRefund(next, refund, noon).next).toBe(next);
  expect(() => requestRefund(next, { ...refund, amount: 1n }, noon)).toThrow(
    refusal("PAYMENT_ID_TAKEN", { refund_id: refund.refundId }),
  );
});

test("no more is given back than was captured; a failed refund gives nothing back", () => {
  const { next } = requestRefund(captured(), asked(1000n), noon);
  const tooMuch = refusal("REFUND_TOO_LARGE", { refundable_minor_units: "290" });
  expect(() => requestRefund(next, asked(291n), noon)).toThrow(tooMuch);
  const [first] = next.refunds;
  const view = { reference: "re_1", refundId: first?.refundId ?? "", state: "FAILED" as const };
  const { next: failed } = observeRefunds(next, [view], noon);
  expect(requestRefund(failed, asked(1290n), noon).next.refunds).toHaveLength(2);
});

test.each(["PENDING", "REQUIRES_ACTION", "AUTHORIZED", "DECLINED", "VOIDED", "UNKNOWN"] as const)(
  "a payment in %s is not refunded",
  (state) => {
    expect(() => requestRefund(aPayment({ state }), asked(), noon)).toThrow(refusal("PAYMENT_STATE_WRONG", { state }));
  },
);

test("what was paid outside of the market is given back at once", () => {
  const { next, events } = requestRefund(captured({ provider: "EXTERNAL" }), asked(), noon);
  expect(next.refunds[0]?.state).toBe("SUCCEEDED");
  expect(events.map(({ type }) => type)).toEqual(["PaymentRefunded"]);
});

test("a refund goes from pending to succeeded to failed and never back, and tells of each change", () => {
  const { next: pending } = requestRefund(captured(), asked(), noon);
  const refundId = pending.refunds[0]?.refundId ?? "";
  const see = (payment: Payment, state: "PENDING" | "SUCCEEDED" | "FAILED") =>
    observeRefunds(payment, [{ reference: "re_1", refundId, state }], noon);
  const succeeded = see(pending, "SUCCEEDED");
  expect(succeeded.next.refunds[0]).toMatchObject({ state: "SUCCEEDED", reference: "re_1" });
  expect(succeeded.events.map(({ type }) => type)).toEqual(["PaymentRefunded"]);
  expect(see(succeeded.next, "PENDING").next).toBe(succeeded.next);
  const failed = see(succeeded.next, "FAILED").next;
  expect(failed.refunds[0]?.state).toBe("FAILED");
  expect(see(failed, "SUCCEEDED").next).toBe(failed);
  expect(observeRefunds(failed, [], noon).next).toBe(failed);
});
