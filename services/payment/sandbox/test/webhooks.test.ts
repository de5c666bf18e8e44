import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import { eventually, temporaryFolder } from "#mesh/testing";
import { type Sandbox, startStripeSandbox } from "../mod.ts";
import { stripeOn } from "./stripe-on-sandbox.ts";

/** An endpoint that keeps what it is sent and can refuse. */
async function endpoint() {
  const received: Stripe.Event[] = [];
  const signatures: string[] = [];
  let refusals = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    if (refusals > 0) {
      refusals -= 1;
      response.writeHead(500).end();
      return;
    }
    const signature = String(request.headers["stripe-signature"]);
    const verifier = new Stripe("sk_test_none");
    received.push(verifier.webhooks.constructEvent(Buffer.concat(chunks), signature, "whsec_sandbox"));
    signatures.push(signature);
    response.writeHead(200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/stripe`;
  return {
    url,
    received,
    types: () => received.map(({ type }) => type.replace("payment_intent.", "")),
    refuse: (times: number) => {
      refusals = times;
    },
    close: () => server.close(),
  };
}

const events = ["payment_intent.amount_capturable_updated", "payment_intent.succeeded", "payment_intent.canceled"];

let target: Awaited<ReturnType<typeof endpoint>>;
let sandbox: Sandbox;

beforeEach(async () => {
  target = await endpoint();
  sandbox = await startStripeSandbox({ webhook: { url: target.url, events } });
});

afterEach(async () => {
  await sandbox?.close();
  target?.close();
});

async function purchase(): Promise<void> {
  const { paymentIntents } = stripeOn(sandbox);
  const intent = { amount: 1, currency: "eur", capture_method: "manual", confirm: true } as const;
  const { id } = await paymentIntents.create({ ...intent, payment_method: "pm_card_visa" });
  await paymentIntents.capture(id);
}

const eventuallyGot = (...types: string[]) => eventually(() => expect(target.types()).toEqual(types));

test("events are posted signed, in order, and only those asked for; the others can be read", async () => {
  await purchase();
  await eventuallyGot("amount_capturable_updated", "succeeded");
  const stripe = stripeOn(sandbox);
  const { data } = await stripe.events.list({ limit: 10 });
  expect(data.map(({ type }) => type)).toContain("charge.captured");
  const [first] = target.received;
  expect(await stripe.events.retrieve(first?.id ?? "")).toEqual(expect.objectContaining({ id: first?.id }));
});

test("an event that is refused is posted again until it is taken", async () => {
  target.refuse(2);
  await purchase();
  await eventually(() => expect(target.types().toSorted()).toEqual(["amount_capturable_updated", "succeeded"]));
});

test.each([
  ["webhook_twice", ["amount_capturable_updated", "amount_capturable_updated", "succeeded"]],
  ["webhook_never", ["succeeded"]],
  ["webhook_after_next", ["succeeded", "amount_capturable_updated"]],
  ["webhook_late", ["succeeded", "amount_capturable_updated"]],
] as const)("with the fault %s there come %p", async (kind, types) => {
  sandbox.faults.add({ kind, ms: 200, match: "amount_capturable" });
  await purchase();
  await eventuallyGot(...types);
});

test("an event nobody took is posted after a restart", async () => {
  const store = `${await temporaryFolder()}/stripe.db`;
  const webhook = { url: target.url, events };
  await sandbox.close();
  sandbox = await startStripeSandbox({ store, webhook });
  target.refuse(1_000);
  await purchase();
  await sandbox.close();
  target.refuse(0);
  sandbox = await startStripeSandbox({ store, webhook });
  await eventually(() => expect(target.types().toSorted()).toEqual(["amount_capturable_updated", "succeeded"]));
});
