import {
  NextActionKind,
  PaymentProvider,
  PaymentState,
  RefundState,
} from "#gen/grpc/ultramarket/payment/v1/payment.ts";
import {
  PaymentProcessingServiceService,
  PaymentServiceService,
  WebhookServiceService,
} from "#gen/grpc/ultramarket/payment/v1/payment_service.ts";
import { type Client, createClient } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { eventually } from "#mesh/testing";
import { paymentService } from "../src/service.ts";
import { aPaymentDraft, ids } from "./builders.ts";
import { type PaymentSandbox, startPaymentSandbox } from "./payment-sandbox.ts";

let sandbox: PaymentSandbox;
let market: TestHost;
let processing: Client<typeof PaymentProcessingServiceService>;
let payments: Client<typeof PaymentServiceService>;
let staff: { token: string };

beforeAll(async () => {
  sandbox = await startPaymentSandbox();
  market = await startTestHost({ services: [paymentService], env: sandbox.env });
  sandbox.deliverTo(market);
  processing = createClient(PaymentProcessingServiceService, market.host.channelTo("payment", "order"));
  payments = createClient(PaymentServiceService, market.host.channelTo("payment", "gateway"));
  staff = { token: await market.tokenFor(["payment.read"]) };
});

afterAll(async () => {
  await market?.close();
  await sandbox?.close();
});

const refusal = (reason: string, more: object = {}) => expect.objectContaining({ reason, ...more });
const fields = (...names: string[]) => ({ fields: names.map((field) => expect.objectContaining({ field })) });

function aRequest(change: object = {}) {
  const { returnUrl: _, ...draft } = aPaymentDraft();
  return { ...draft, requestId: ids.uuid(), ...change };
}

async function authorized() {
  const { payment } = await processing.authorizePayment(aRequest());
  if (payment === undefined) throw new Error("no payment in the answer");
  return payment;
}

const euros = (minorUnits: bigint) => ({ currencyCode: "EUR", minorUnits });
const key = () => ({ requestId: ids.uuid() });

test("money is set aside, taken and given back, and repeats get the same answer", async () => {
  const request = aRequest();
  const { paymentId, orderId, amount } = request;
  const first = await processing.authorizePayment(request);
  expect(first.payment).toMatchObject({
    ...{ paymentId, orderId, amount, state: PaymentState.PAYMENT_STATE_AUTHORIZED, capturedAmount: euros(0n) },
    ...{ provider: PaymentProvider.PAYMENT_PROVIDER_STRIPE, providerReference: expect.stringMatching(/^pi_/) },
  });
  expect(await processing.authorizePayment(request)).toEqual(first);
  const captured = await processing.capturePayment({ paymentId, ...key() });
  expect(captured.payment).toMatchObject({ state: PaymentState.PAYMENT_STATE_CAPTURED, capturedAmount: amount });
  expect(await processing.capturePayment({ paymentId, ...key() })).toEqual(captured);
  const refund = { paymentId, refundId: ids.next("rfd"), amount: euros(290n), ...key() };
  const refunded = await processing.refundPayment(refund);
  expect(refunded.payment).toMatchObject({
    refundedAmount: refund.amount,
    refunds: [{ refundId: refund.refundId, amount: refund.amount, state: RefundState.REFUND_STATE_SUCCEEDED }],
  });
  expect(await processing.refundPayment(refund)).toEqual(refunded);
  const tooMuch = { ...refund, refundId: ids.next("rfd"), amount: euros(1001n) };
  await expect(processing.refundPayment(tooMuch)).rejects.toThrow(
    refusal("REFUND_TOO_LARGE", { metadata: { refundable_minor_units: "1000" } }),
  );
});

test("a voided payment stays voided and is not captured", async () => {
  const { paymentId } = await authorized();
  const voided = await processing.voidPayment({ paymentId, ...key() });
  expect(voided.payment?.state).toBe(PaymentState.PAYMENT_STATE_VOIDED);
  expect(await processing.voidPayment({ paymentId, ...key() })).toEqual(voided);
  await expect(processing.capturePayment({ paymentId, ...key() })).rejects.toThrow(
    refusal("PAYMENT_STATE_WRONG", { kind: "FAILED_PRECONDITION", metadata: { state: "VOIDED" } }),
  );
});

test.each([
  ["pm_card_visa_chargeDeclined", "generic_decline"],
  ["pm_card_visa_chargeDeclinedInsufficientFunds", "insufficient_funds"],
  ["pm_card_visa_chargeDeclinedExpiredCard", "expired_card"],
  ["pm_card_chargeCustomerFail", "generic_decline"],
])("%s is declined with %s", async (paymentMethod, declineCode) => {
  const { payment } = await processing.authorizePayment(aRequest({ paymentMethod }));
  expect(payment).toMatchObject({ state: PaymentState.PAYMENT_STATE_DECLINED, declineCode });
  expect((await processing.voidPayment({ paymentId: payment?.paymentId ?? "", ...key() })).payment).toEqual(payment);
});

test("a means of payment the provider does not know is refused, each time", async () => {
  const request = aRequest({ paymentMethod: "pm_card_none" });
  const unknown = refusal("PAYMENT_METHOD_UNKNOWN", { kind: "INVALID_ARGUMENT" });
  await expect(processing.authorizePayment(request)).rejects.toThrow(unknown);
  await expect(processing.authorizePayment(request)).rejects.toThrow(unknown);
});

test("a payment id with other content is refused", async () => {
  const request = aRequest();
  await processing.authorizePayment(request);
  await expect(processing.authorizePayment({ ...request, amount: euros(1n), ...key() })).rejects.toThrow(
    refusal("PAYMENT_ID_TAKEN", { kind: "ALREADY_EXISTS" }),
  );
});

test.each([
  ["no currency", { currencyCode: "XXQ", minorUnits: 100n }, "amount.currency_code"],
  ["tenths of a hundredth", { currencyCode: "KWD", minorUnits: 1_234n }, "amount"],
  ["nothing", euros(0n), "amount"],
])("an amount of %s is refused, naming the field", async (_, amount, field) => {
  const request = processing.authorizePayment(aRequest({ amount }));
  await expect(request).rejects.toThrow(refusal("INVALID_REQUEST", fields(field)));
});

test("3-D Secure asks for the customer, and only the customer's side gets the secret", async () => {
  const request = aRequest({ paymentMethod: "pm_card_authenticationRequired" });
  const { payment } = await processing.authorizePayment(request);
  expect(payment?.nextAction).toEqual({
    kind: NextActionKind.NEXT_ACTION_KIND_REDIRECT,
    redirectUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/3d-secure\//),
    clientSecret: expect.stringMatching(/^pi_\w+_secret_\w+$/),
  });
  const { paymentId } = request;
  expect((await payments.getPayment({ paymentId }, staff)).payment?.nextAction).toBeUndefined();
  await fetch(`${payment?.nextAction?.redirectUrl}/complete`, { method: "POST", redirect: "manual" });
  const authorized = { state: PaymentState.PAYMENT_STATE_AUTHORIZED, nextAction: undefined };
  await eventually(async () =>
    expect((await payments.getPayment({ paymentId }, staff)).payment).toMatchObject(authorized),
  );
  expect((await processing.resolvePayment({ paymentId })).payment).toMatchObject(authorized);
});

test("what was paid outside of the market is recorded and given back without a provider", async () => {
  const { paymentId, orderId, amount, requestId } = aRequest();
  const request = { paymentId, orderId, amount, reference: "R-1", requestId };
  const recorded = await processing.recordExternalPayment(request);
  expect(recorded.payment).toMatchObject({
    ...{ state: PaymentState.PAYMENT_STATE_CAPTURED, provider: PaymentProvider.PAYMENT_PROVIDER_EXTERNAL },
    ...{ capturedAmount: amount, providerReference: "R-1" },
  });
  expect(await processing.recordExternalPayment(request)).toEqual(recorded);
  expect(await processing.resolvePayment({ paymentId })).toEqual(recorded);
  await expect(processing.recordExternalPayment({ ...request, reference: "R-2", ...key() })).rejects.toThrow(
    refusal("PAYMENT_ID_TAKEN"),
  );
  const refund = { paymentId, refundId: ids.next("rfd"), amount, ...key() };
  const { payment } = await processing.refundPayment(refund);
  expect(payment?.refunds[0]?.state).toBe(RefundState.REFUND_STATE_SUCCEEDED);
  await expect(processing.voidPayment({ paymentId, ...key() })).rejects.toThrow(refusal("PAYMENT_STATE_WRONG"));
});

test("what does not exist is refused with RESOURCE_NOT_FOUND", async () => {
  const paymentId = ids.next("pay");
  const amount = euros(1n);
  const absent = refusal("RESOURCE_NOT_FOUND");
  await expect(processing.capturePayment({ paymentId, ...key() })).rejects.toThrow(absent);
  await expect(processing.voidPayment({ paymentId, ...key() })).rejects.toThrow(absent);
  await expect(processing.resolvePayment({ paymentId })).rejects.toThrow(absent);
  await expect(processing.refundPayment({ paymentId, refundId: ids.next("rfd"), amount, ...key() })).rejects.toThrow(
    absent,
  );
  await expect(payments.getPayment({ paymentId }, staff)).rejects.toThrow(absent);
});

test("a refund in another currency is refused", async () => {
  const { paymentId } = await authorized();
  const amount = { currencyCode: "USD", minorUnits: 1n };
  await expect(processing.refundPayment({ paymentId, refundId: ids.next("rfd"), amount, ...key() })).rejects.toThrow(
    refusal("REFUND_TOO_LARGE"),
  );
});

test("the staff lists the payments of an order by pages; others do not", async () => {
  const { orderId } = aRequest();
  for (const _ of [1, 2, 3]) await processing.authorizePayment(aRequest({ orderId }));
  const list = (pageToken: string) => payments.listPayments({ orderId, pageSize: 2, pageToken }, staff);
  const first = await list("");
  const second = await list(first.nextPageToken);
  expect([...first.payments, ...second.payments].map((payment) => payment.orderId)).toEqual([
    orderId,
    orderId,
    orderId,
  ]);
  expect(second.nextPageToken).toBe("");
  const token = Buffer.from(JSON.stringify(["x", "no date", "pay_1"])).toString("base64url");
  await expect(list(token)).rejects.toThrow(refusal("PAGE_TOKEN_INVALID"));
  const other = { orderId: ids.next("ord"), pageSize: 2, pageToken: first.nextPageToken };
  await expect(payments.listPayments(other, staff)).rejects.toThrow(refusal("PAGE_TOKEN_INVALID"));
  const customer = { token: await market.tokenFor([]) };
  await expect(payments.listPayments({ ...other, pageToken: "" }, customer)).rejects.toThrow(
    refusal("PERMISSION_MISSING"),
  );
});

test("only the order service pays, only the gateway brings webhooks", async () => {
  const asGateway = createClient(PaymentProcessingServiceService, market.host.channelTo("payment", "gateway"));
  await expect(asGateway.authorizePayment(aRequest())).rejects.toThrow(refusal("CALLER_NOT_ALLOWED"));
  const asOrder = createClient(WebhookServiceService, market.host.channelTo("payment", "order"));
  const event = { payload: Buffer.from("{}"), signature: "t=1,v1=0" };
  await expect(asOrder.receiveStripeWebhook(event)).rejects.toThrow(refusal("CALLER_NOT_ALLOWED"));
  const webhooks = createClient(WebhookServiceService, market.host.channelTo("payment", "gateway"));
  await expect(webhooks.receiveStripeWebhook(event)).rejects.toThrow(
    refusal("WEBHOOK_SIGNATURE_WRONG", { kind: "UNAUTHENTICATED" }),
  );
});
