import { RefundState } from "#gen/grpc/ultramarket/payment/v1/payment.ts";
import { PaymentAuthorized, PaymentRefunded } from "#gen/grpc/ultramarket/payment/v1/payment_events.ts";
import type { Consumer, ReceivedEvent } from "#mesh/events";
import { ids } from "../../test/cart-builders.ts";
import { aPayment } from "../../test/fake-payment-service.ts";
import type { OrderUseCases } from "../app/use-cases.ts";
import { paymentRefunded } from "./payment-refunded.ts";
import { paymentSettled } from "./payment-settled.ts";

const orderId = ids.next("ord");
const payment = { ...aPayment(ids.next("pay")), orderId };

/** What the consumer asks of the service when it gets the event. */
async function asked(consumer: (app: OrderUseCases) => Consumer, payload: Uint8Array): Promise<unknown[]> {
  const calls: unknown[] = [];
  const note = (name: string) => async (wanted: unknown) => void calls.push([name, wanted]);
  const app = { resumeAfterPayment: note("resume"), noteRefunds: note("note") } as unknown as OrderUseCases;
  await consumer(app).handle({ envelope: { payload } } as ReceivedEvent);
  return calls;
}

test("what became of a payment goes on with its order", async () => {
  const payload = PaymentAuthorized.encode({ payment }).finish();
  expect(await asked(paymentSettled, payload)).toEqual([["resume", orderId]]);
});

test("how far refunds have come is told to their order", async () => {
  const refund = { refundId: ids.next("rfd"), amount: undefined, createTime: undefined };
  const refunds = [{ ...refund, state: RefundState.REFUND_STATE_FAILED }];
  const payload = PaymentRefunded.encode({ payment: { ...payment, refunds } }).finish();
  const known = new Map([[refund.refundId, "FAILED"]]);
  expect(await asked(paymentRefunded, payload)).toEqual([["note", { orderId, refunds: known }]]);
});
