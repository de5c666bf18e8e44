import { silentLogger, systemClock } from "#mesh/kernel";
import { type Database, openDatabase, provision } from "#mesh/store";
import { createTestDatabase, type TestDatabase } from "#mesh/testing";
import type { PaymentEvent } from "../src/domain/payment.ts";
import { encodeEvent } from "../src/rpc/encode-event.ts";
import { postgresPaymentStore } from "../src/store/postgres-payment-store.ts";
import { postgresWebhookStore } from "../src/store/postgres-webhook-store.ts";
import { ids } from "./builders.ts";
import { paymentStoresContract } from "./payment-stores.contract.ts";

let own: TestDatabase;
let database: Database<PaymentEvent>;

beforeAll(async () => {
  own = await createTestDatabase();
  await provision({ url: own.url, services: ["payment"] });
  database = await openDatabase({
    service: "payment",
    url: own.url,
    poolSize: 4,
    migrations: new URL("../src/store/migrations/", import.meta.url),
    encodeEvent,
    clock: systemClock,
    ids,
    log: silentLogger,
  });
});

afterAll(async () => {
  await database?.close();
  await own?.drop();
});

paymentStoresContract(() => ({ payments: postgresPaymentStore(database), webhooks: postgresWebhookStore(database) }));
