import pg from "pg";
import type { DomainEvent } from "#mesh/kernel";
import { type Database, provision, statement } from "#mesh/store";
import { createTestDatabase, eventually, sentStatements, type TestDatabase } from "#mesh/testing";
import { postgresFactStore } from "../src/store/postgres-fact-store.ts";
import { aCreditFact, anOrderFact, aRefundFact, noon } from "./builders.ts";
import { factStoreContract } from "./fact-store.contract.ts";
import { openAnalytics } from "./open-analytics.ts";

let own: TestDatabase;
let database: Database<DomainEvent>;

beforeAll(async () => {
  own = await createTestDatabase();
  await provision({ url: own.url, services: ["analytics"] });
  database = await openAnalytics(own.url);
});

afterAll(async () => {
  await database?.close();
  await own?.drop();
});

const clear = statement<never>("t.clear", "TRUNCATE order_facts, refund_facts, credit_facts, revenue_quarters");

factStoreContract(async () => {
  await database.query(clear);
  return postgresFactStore(database);
});

test.each([1, 100])("a fact with %i refunds is taken, and read, by one statement", async (count) => {
  const facts = postgresFactStore(database);
  const refunds = Array.from({ length: count }, () => aRefundFact());
  const sent = await sentStatements(async () => {
    await facts.take(anOrderFact({ refunds }));
    await facts.sums([noon, new Date(noon.getTime() + 1)]);
  });
  expect(sent.map(({ name }) => name)).toEqual(["facts.take", "facts.sums"]);
});

test("a credit is taken by one statement", async () => {
  const sent = await sentStatements(() => postgresFactStore(database).takeCredit(aCreditFact()));
  expect(sent.map(({ name }) => name)).toEqual(["facts.take_credit"]);
});

test("who waits for a quarter holds no later one, so that nobody waits in a circle", async () => {
  const later = new Date(noon.getTime() + 3_600_000);
  const facts = postgresFactStore(database);
  await facts.take(anOrderFact({ refunds: [aRefundFact({ businessTime: later })] }));
  const holder = new pg.Client({ connectionString: own.url, options: "-c search_path=analytics" });
  await holder.connect();
  await holder.query("BEGIN; SELECT FROM revenue_quarters WHERE begin_time = '2026-06-01T12:00Z' FOR UPDATE");
  const waiting = facts.take(anOrderFact({ businessTime: later, refunds: [aRefundFact()] }));
  const waits = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  await eventually(async () => (await holder.query(waits)).rows.length === 1);
  await facts.take(anOrderFact({ businessTime: later }));
  await holder.query("ROLLBACK");
  await holder.end();
  await waiting;
});
