import { PaymentProcessingServiceService } from "#gen/grpc/ultramarket/payment/v1/payment_service.ts";
import { type Client, createClient } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { sentStatements } from "#mesh/testing";
import { paymentService } from "../src/service.ts";
import { aPaymentDraft, ids } from "./builders.ts";
import { type PaymentSandbox, startPaymentSandbox } from "./payment-sandbox.ts";

let sandbox: PaymentSandbox;
let market: TestHost;
let processing: Client<typeof PaymentProcessingServiceService>;

// No webhook is delivered: processing one reads payments at a time of its own.
beforeAll(async () => {
  sandbox = await startPaymentSandbox();
  market = await startTestHost({ services: [paymentService], env: sandbox.env });
  processing = createClient(PaymentProcessingServiceService, market.host.channelTo("payment", "order"));
});

afterAll(async () => {
  await market?.close();
  await sandbox?.close();
});

const key = () => ({ requestId: ids.uuid() });

function aRequest(change: object = {}) {
  const { returnUrl: _, ...draft } = aPaymentDraft();
  return { ...draft, ...key(), ...change };
}

/** What the service sends to PostgreSQL while the work is done; the relay of its events and its workers are left out. */
async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const sent = await sentStatements(work);
  const isOwn = (name = "") => /^(payment[.](?!take_due)|mesh[.]outbox[.]append)/.test(name);
  const neighbour = (index: number, step: 1 | -1) => {
    const from = sent[index];
    const rest = step === 1 ? sent.slice(index + 1) : sent.slice(0, index).toReversed();
    return rest.find(({ client }) => client === from?.client)?.name;
  };
  const isEdge = (name: string, index: number) =>
    (name === "BEGIN" && isOwn(neighbour(index, 1))) || (name === "COMMIT" && isOwn(neighbour(index, -1)));
  return sent.map(({ name }) => name).filter((name, index) => isOwn(name) || isEdge(name, index));
}

test("what each step costs PostgreSQL is bounded", async () => {
  const request = aRequest();
  const { paymentId, amount } = request;
  const authorizing = await statementsOf(() => processing.authorizePayment(request));
  expect(authorizing).toEqual(["payment.begin", "payment.save.told"]);
  const capturing = await statementsOf(() => processing.capturePayment({ paymentId, ...key() }));
  expect(capturing).toEqual(["payment.find", "payment.save.told"]);
  const refund = { paymentId, refundId: ids.next("rfd"), amount, ...key() };
  const refunding = await statementsOf(() => processing.refundPayment(refund));
  const kept = ["BEGIN", "payment.save_with_refunds", "COMMIT"];
  const told = ["BEGIN", "payment.save_with_refunds", "mesh.outbox.append_one", "COMMIT"];
  expect(refunding).toEqual(["payment.find", ...kept, ...told]);
  const waiting = aRequest({ paymentMethod: "pm_card_authenticationRequired" });
  expect(await statementsOf(() => processing.authorizePayment(waiting))).toEqual(["payment.begin", "payment.save"]);
  const voiding = await statementsOf(() => processing.voidPayment({ paymentId: waiting.paymentId, ...key() }));
  expect(voiding).toEqual(["payment.find", "payment.save.told"]);
});
