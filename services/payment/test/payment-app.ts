import { setTimeout as pause } from "node:timers/promises";
import { loadConfig } from "#mesh/config";
import { type Call, type Clock, runInCall, silentLogger } from "#mesh/kernel";
import { type Database, openDatabase, provision, statement } from "#mesh/store";
import { createTestDatabase } from "#mesh/testing";
import { type Sandbox, startStripeSandbox } from "../sandbox/mod.ts";
import { backgroundWork } from "../src/app/background-work.ts";
import type { PaymentPorts } from "../src/app/ports.ts";
import { type PaymentUseCases, paymentUseCases } from "../src/app/use-cases.ts";
import { openStripe } from "../src/clients/open-stripe.ts";
import { stripeProvider } from "../src/clients/stripe-provider.ts";
import { stripeWebhook } from "../src/clients/stripe-webhook.ts";
import { paymentConfig } from "../src/config.ts";
import type { PaymentEvent, PaymentId } from "../src/domain/payment.ts";
import { encodeEvent } from "../src/rpc/encode-event.ts";
import { postgresPaymentStore } from "../src/store/postgres-payment-store.ts";
import { postgresWebhookStore } from "../src/store/postgres-webhook-store.ts";
import { ids } from "./builders.ts";

/** The use cases over a real store and a sandbox, with a clock that can be moved on. */
export interface PaymentApp extends PaymentUseCases {
  readonly ports: PaymentPorts;
  readonly sandbox: Sandbox;
  readonly stripe: ReturnType<typeof openStripe>["stripe"];
  readonly database: Database<PaymentEvent>;
  /** Moves the service's time on. */
  advance(ms: number): void;
  /** Runs the work as a call that has so long. */
  within<T>(ms: number, work: () => Promise<T>): Promise<T>;
  /** Runs the work as a call whose caller leaves after so long. */
  leaving<T>(ms: number, work: () => Promise<T>): Promise<T>;
  /** Subjects of the payment's events, oldest first, without "payment.v1.payment_". */
  eventsOf(paymentId: PaymentId): Promise<readonly string[]>;
  /** What the provider holds for the payment. */
  intentsOf(paymentId: PaymentId): Promise<readonly { readonly id: string; readonly status: string }[]>;
  /** Waits until no work is left in the background. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

const subjects = statement<{ subject: string }>(
  "test.subjects",
  "SELECT subject FROM outbox WHERE key = $1 ORDER BY seq",
);

export async function openPaymentApp(options: { readonly timeoutMs?: number } = {}): Promise<PaymentApp> {
  const own = await createTestDatabase();
  await provision({ url: own.url, services: ["payment"] });
  const sandbox = await startStripeSandbox();
  const { clock, advance } = movableClock();
  const migrations = new URL("../src/store/migrations/", import.meta.url);
  const database = await openDatabase<PaymentEvent>({
    ...{ service: "payment", url: own.url, poolSize: 4, migrations, encodeEvent, clock, ids, log: silentLogger },
  });
  const env = { PAYMENT_STRIPE_URL: sandbox.url, PAYMENT_STRIPE_SECRET_KEY: sandbox.secretKey };
  const { stripe, webhookSecret } = openStripe(loadConfig(paymentConfig, env));
  const background = backgroundWork(silentLogger);
  const ports: PaymentPorts = {
    payments: postgresPaymentStore(database),
    webhooks: postgresWebhookStore(database),
    provider: stripeProvider({ stripe, clock, timeoutMs: options.timeoutMs ?? 5_000 }),
    verifyWebhook: stripeWebhook(stripe, webhookSecret, clock),
    background,
    clock,
    ids,
    log: silentLogger,
    pause,
    returnUrl: "https://shop.example/return",
  };
  const app = paymentUseCases(ports);
  sandbox.postEventsTo(async (body, signature) => {
    await app.receiveWebhook(Buffer.from(body), signature);
    return true;
  });
  return {
    ...app,
    ports,
    sandbox,
    stripe,
    database,
    advance,
    within: (ms, work) => runInCall(aCall(ms), work),
    leaving: (ms, work) => runInCall({ ...aCall(5_000), signal: AbortSignal.timeout(ms) }, work),
    async eventsOf(paymentId) {
      const rows = await database.query(subjects, [paymentId]);
      return rows.map(({ subject }) => subject.replace("payment.v1.payment_", ""));
    },
    async intentsOf(paymentId) {
      return (await stripe.paymentIntents.search({ query: `metadata["payment_id"]:"${paymentId}"` })).data;
    },
    idle: () => background.close(),
    async close() {
      await background.close();
      await database.close();
      await sandbox.close();
      await own.drop();
    },
  };
}

function movableClock(): { readonly clock: Clock; advance(ms: number): void } {
  let ahead = 0;
  return {
    clock: { now: () => new Date(Date.now() + ahead) },
    advance(ms) {
      ahead += ms;
    },
  };
}

function aCall(ms: number): Call {
  const deadline = Date.now() + ms;
  const caller = { workload: "order" };
  return { method: "/t", caller, deadline, signal: AbortSignal.timeout(ms), requestId: "r", traceparent: "" };
}
