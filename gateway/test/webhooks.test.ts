import { createHmac } from "node:crypto";
import http from "node:http";
import http2 from "node:http2";
import { fromBinary } from "@bufbuild/protobuf";
import {
  file_ultramarket_payment_v1_payment_service,
  ReceiveStripeWebhookRequestSchema,
} from "#gen/es/ultramarket/payment/v1/payment_service_pb.js";
import { DomainError, refuse } from "#mesh/kernel";
import { type CallOptions, type Channel, loadContracts, toStatus } from "#mesh/rpc";
import { eventually } from "#mesh/testing";
import { testGateway } from "./test-gateway.ts";

interface Received {
  readonly path: string;
  readonly payload: Buffer;
  readonly signature: string;
  readonly options: CallOptions;
}

/** A gateway in front of a payment service that answers as told. */
async function paymentGateway(answer: () => Promise<void> = async () => undefined) {
  const received: Received[] = [];
  const channel: Channel = {
    async unary(path, request, options) {
      const { payload, signature } = fromBinary(ReceiveStripeWebhookRequestSchema, request);
      received.push({ path, payload: Buffer.from(payload), signature, options });
      await answer();
      return new Uint8Array();
    },
    stream: () => {
      throw new Error("nothing streams here");
    },
    close: () => Promise.resolve(),
  };
  const contracts = loadContracts(file_ultramarket_payment_v1_payment_service);
  const gateway = await testGateway({}, { contracts, channelFor: () => channel, documented: () => contracts });
  const url = `${gateway.url}/webhooks/stripe`;
  return { url, origin: gateway.url, received, [Symbol.asyncDispose]: () => gateway.drain(0) };
}

const signed = { "stripe-signature": "t=1,v1=abc" };
const post = (url: string, body: string | Buffer<ArrayBuffer>, headers: Record<string, string> = signed) =>
  fetch(url, { method: "POST", headers, body });

test("an event arrives byte for byte with its signature, whatever its content type, and without anybody's token", async () => {
  await using gateway = await paymentGateway();
  const body = Buffer.from([0x7b, 0x22, 0xff, 0x00, 0x0d, 0x0a, 0x20, 0x7d]);
  const headers = { ...signed, "content-type": "text/plain; charset=latin1", authorization: "Bearer good" };
  const response = await post(gateway.url, body, headers);
  expect([response.status, await response.json()]).toEqual([200, {}]);
  const [event] = gateway.received;
  expect(event).toMatchObject({
    path: "/ultramarket.payment.v1.WebhookService/ReceiveStripeWebhook",
    signature: "t=1,v1=abc",
  });
  expect(event?.payload.equals(body)).toBe(true);
  expect(event?.options.token).toBeUndefined();
  expect(event?.options.deadline).toBeGreaterThan(Date.now());
});

test("a signature over the sent bytes still fits the received ones, by HTTP/2 too", async () => {
  await using gateway = await paymentGateway();
  const body = Buffer.from(JSON.stringify({ text: "ünï\u0000", n: 1.0 }, null, 3));
  const mac = (bytes: Buffer) => createHmac("sha256", "whsec").update(bytes).digest("hex");
  const session = http2.connect(gateway.origin);
  const stream = session.request({ ":method": "POST", ":path": "/webhooks/stripe", "stripe-signature": mac(body) });
  stream.write(body.subarray(0, 5));
  stream.end(body.subarray(5));
  const status = await new Promise((resolve, reject) => {
    stream.on("response", (headers) => resolve(headers[":status"])).on("error", reject);
  });
  session.destroy();
  expect(status).toBe(200);
  expect(gateway.received.map(({ payload, signature }) => mac(payload) === signature)).toEqual([true]);
});

test("an event without a signature is refused unseen", async () => {
  await using gateway = await paymentGateway();
  expect((await post(gateway.url, "{}", {})).status).toBe(400);
  expect(gateway.received).toEqual([]);
});

const failures = {
  "a wrong signature": [
    () => new DomainError("UNAUTHENTICATED", "payment.ultramarket", "WEBHOOK_SIGNATURE_WRONG", "not signed by Stripe"),
    400,
  ],
  "a payment service that is down": [() => refuse("SERVICE_UNAVAILABLE"), 503],
  "a payment service that is too slow": [() => refuse("DEADLINE_PASSED"), 503],
  "a payment service that is overloaded": [() => refuse("SERVER_OVERLOADED"), 503],
  "a payment service that fails": [() => refuse("INTERNAL_FAILURE"), 500],
} as const;

test.each(Object.entries(failures))("%s is told to the sender by its status", async (_, [failure, status]) => {
  await using gateway = await paymentGateway(async () => {
    throw toStatus(failure());
  });
  const response = await post(gateway.url, "{}");
  expect(response.status).toBe(status);
  expect(await response.text()).not.toMatch(/at .*\.ts/);
});

test("a body over 1 MiB is refused unseen, told or found out", async () => {
  await using gateway = await paymentGateway();
  const large = Buffer.alloc(1024 * 1024 + 1, "x");
  expect((await post(gateway.url, large)).status).toBe(413);
  const pieces = new ReadableStream({
    start(controller) {
      controller.enqueue(large.subarray(0, 700_000));
      controller.enqueue(large.subarray(700_000));
      controller.close();
    },
  });
  const streamed = { method: "POST", headers: signed, body: pieces, duplex: "half" } as RequestInit;
  expect((await fetch(gateway.url, streamed)).status).toBe(413);
  expect(gateway.received).toEqual([]);
  expect((await post(gateway.url, large.subarray(1))).status).toBe(200);
});

test("other methods are refused with the one there is", async () => {
  await using gateway = await paymentGateway();
  const response = await fetch(gateway.url);
  expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
});

test("more events at once than can be stored are sent away for now", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  await using gateway = await paymentGateway(() => promise);
  const first = Array.from({ length: 64 }, () => post(gateway.url, "{}"));
  await eventually(() => expect(gateway.received).toHaveLength(64));
  const turnedAway = await post(gateway.url, "{}");
  expect([turnedAway.status, turnedAway.headers.get("retry-after")]).toEqual([503, "1"]);
  resolve();
  expect(new Set((await Promise.all(first)).map(({ status }) => status))).toEqual(new Set([200]));
  expect((await post(gateway.url, "{}")).status).toBe(200);
});

test("a sender that leaves in the middle ends the call", async () => {
  await using gateway = await paymentGateway(() => new Promise(() => {}));
  const request = http.request(gateway.url, { method: "POST", headers: signed }).on("error", () => undefined);
  request.end("{}");
  await eventually(() => expect(gateway.received).toHaveLength(1));
  request.destroy();
  await eventually(() => expect(gateway.received[0]?.options.signal?.aborted).toBe(true));
});

test("a market whose contracts know no webhook has no such path", async () => {
  await using gateway = await testGateway();
  expect((await post(`${gateway.url}/webhooks/stripe`, "{}")).status).toBe(404);
});
