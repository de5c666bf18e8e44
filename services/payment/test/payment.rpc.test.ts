import { PaymentState } from "#gen/grpc/ultramarket/payment/v1/payment.ts";
import { PaymentProcessingServiceService } from "#gen/grpc/ultramarket/payment/v1/payment_service.ts";
import { type Client, createClient } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { paymentService } from "../src/service.ts";
import { aPaymentDraft, ids } from "./builders.ts";
import { type PaymentSandbox, startPaymentSandbox } from "./payment-sandbox.ts";

let sandbox: PaymentSandbox;
let market: TestHost;
let processing: Client<typeof PaymentProcessingServiceService>;

beforeAll(async () => {
  sandbox = await startPaymentSandbox();
  market = await startTestHost({ services: [paymentService], env: sandbox.env });
  processing = createClient(PaymentProcessingServiceService, market.host.channelTo("payment", "order"));
});

afterAll(async () => {
  await market?.close();
  await sandbox?.close();
});

function aRequest(change: object = {}) {
  const { returnUrl: _, ...draft } = aPaymentDraft();
  return { ...draft, requestId: ids.uuid(), ...change };
}

test("money is set aside, taken and given back", async () => {
  const request = aRequest();
  const { paymentId, amount } = request;
  const { payment } = await processing.authorizePayment(request);
  expect(payment).toMatchObject({ paymentId, state: PaymentState.PAYMENT_STATE_AUTHORIZED, amount });
  const captured = await processing.capturePayment({ paymentId, requestId: ids.uuid() });
  expect(captured.payment).toMatchObject({ state: PaymentState.PAYMENT_STATE_CAPTURED, capturedAmount: amount });
  const refundId = ids.next("rfd");
  const refund = { paymentId, refundId, amount: { currencyCode: "EUR", minorUnits: 290n }, requestId: ids.uuid() };
  const refunded = await processing.refundPayment(refund);
  expect(refunded.payment?.refundedAmount).toEqual(refund.amount);
  expect(await processing.refundPayment(refund)).toEqual(refunded);
});
