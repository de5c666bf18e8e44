import pg from "pg";
import { silentLogger, systemClock, uuidFromId } from "#mesh/kernel";
import { type Database, openDatabase, provision } from "#mesh/store";
import { createTestDatabase, type TestDatabase } from "#mesh/testing";
import type { PaymentEvent } from "../src/domain/payment.ts";
import { encodeEvent } from "../src/rpc/encode-event.ts";
import { postgresPaymentStore } from "../src/store/postgres-payment-store.ts";
import { postgresWebhookStore } from "../src/store/postgres-webhook-store.ts";
import { aPayment, ids, noon } from "./builders.ts";
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

test("a payment that another process holds is left to the next round", async () => {
  const { begin, takeDue } = postgresPaymentStore(database);
  const payment = aPayment();
  await begin(payment, ids.uuid(), noon);
  const other = new pg.Client({ connectionString: own.url });
  await other.connect();
  await other.query("BEGIN");
  await other.query("SELECT FROM payment.payments WHERE payment_id = $1 FOR UPDATE", [uuidFromId(payment.paymentId)]);
  const taken = async () =>
    (await takeDue(noon, noon)).some(({ payment: { paymentId } }) => paymentId === payment.paymentId);
  expect(await taken()).toBe(false);
  await other.end();
  expect(await taken()).toBe(true);
});
