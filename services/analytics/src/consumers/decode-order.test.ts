import { OrderState } from "#gen/grpc/ultramarket/order/v1/order.ts";
import { PaymentState, RefundState } from "#gen/grpc/ultramarket/payment/v1/payment.ts";
import { noon } from "../../test/builders.ts";
import { anOrder, aPayment, aRefund } from "../../test/order-events.ts";
import { decodeOrder } from "./decode-order.ts";

const { ORDER_STATE_PAID, ORDER_STATE_FAILED, ORDER_STATE_CANCELLED, ORDER_STATE_PLACED, ORDER_STATE_RETURNED } =
  OrderState;
const { ORDER_STATE_AWAITING_PAYMENT } = OrderState;
const { PAYMENT_STATE_AUTHORIZED, PAYMENT_STATE_CAPTURED, PAYMENT_STATE_VOIDED } = PaymentState;

test.each([
  ["paid", ORDER_STATE_PAID, [PAYMENT_STATE_CAPTURED], 4200n],
  ["cancelled after it was paid", ORDER_STATE_CANCELLED, [PAYMENT_STATE_CAPTURED], 4200n],
  ["cancelled, and captured meanwhile", ORDER_STATE_CANCELLED, [PAYMENT_STATE_CAPTURED], 4200n],
  ["given up, and captured meanwhile", ORDER_STATE_AWAITING_PAYMENT, [PAYMENT_STATE_CAPTURED], 4200n],
  ["failed after capture", ORDER_STATE_FAILED, [PAYMENT_STATE_CAPTURED], 4200n],
  ["free, and paid", ORDER_STATE_PAID, [], 0n],
  ["free, and cancelled", ORDER_STATE_CANCELLED, [], 0n],
  ["free, and returned", ORDER_STATE_RETURNED, [], 0n],
  ["placed", ORDER_STATE_PLACED, [PAYMENT_STATE_AUTHORIZED], undefined],
  ["cancelled before it was paid", ORDER_STATE_CANCELLED, [PAYMENT_STATE_AUTHORIZED], undefined],
  ["cancelled and voided", ORDER_STATE_CANCELLED, [PAYMENT_STATE_VOIDED], undefined],
] as const)("of an order that is %s, what was taken counts", (_, state, payments, gross) => {
  const fact = decodeOrder(anOrder({ state, payments: payments.map(aPayment) }), 4n, noon);
  expect(fact?.gross).toBe(gross);
});

test("refunds happen at their business time, or else when they were asked for", () => {
  const asked = aRefund();
  const businessTime = new Date(0);
  const earlier = { ...aRefund(RefundState.REFUND_STATE_FAILED), businessTime };
  const fact = decodeOrder(anOrder({ refunds: [asked, earlier] }), 4n, noon);
  expect(fact).toMatchObject({ lines: 1, units: 3n, version: 4n });
  expect(fact?.refunds).toEqual([
    { refundId: asked.refundId, businessTime: noon, amount: 1000n, state: "PENDING" },
    { refundId: earlier.refundId, businessTime, amount: 1000n, state: "FAILED" },
  ]);
});
