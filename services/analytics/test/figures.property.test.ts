import { readFile } from "node:fs/promises";
import fc from "fast-check";
import type { DomainEvent } from "#mesh/kernel";
import { type Database, provision, statement } from "#mesh/store";
import { createTestDatabase, type TestDatabase } from "#mesh/testing";
import type { FactStore } from "../src/app/ports.ts";
import { temporalCalendar } from "../src/clients/temporal-calendar.ts";
import type { IntervalLength } from "../src/domain/intervals.ts";
import type { OrderFact, RefundState } from "../src/domain/order-fact.ts";
import { postgresFactStore } from "../src/store/postgres-fact-store.ts";
import { aCreditFact, anOrderFact, aRefundFact } from "./builders.ts";
import { openAnalytics } from "./open-analytics.ts";
import { sumsByHand } from "./revenue-model.ts";

let own: TestDatabase;
let databases: readonly Database<DomainEvent>[] = [];
/** Of two processes. */
let stores: readonly FactStore[] = [];

beforeAll(async () => {
  own = await createTestDatabase();
  await provision({ url: own.url, services: ["analytics"] });
  databases = [await openAnalytics(own.url), await openAnalytics(own.url)];
  stores = databases.map(postgresFactStore);
});

afterAll(async () => {
  for (const database of databases) await database.close();
  await own?.drop();
});

const clear = statement<never>("t.clear", "TRUNCATE order_facts, refund_facts, credit_facts, revenue_quarters");
const zones = ["UTC", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Monrovia", "America/St_Johns"];
const lengths: readonly IntervalLength[] = ["HOUR", "DAY", "WEEK", "MONTH"];

/** Around the days on which clocks are moved in Berlin and on Lord Howe, and half of them on bounds of something. */
const quarterMs = 900_000;
const autumn = Date.UTC(2026, 9, 2);
const anyTime = fc
  .tuple(fc.integer({ min: 0, max: 26 * 96 }), fc.constantFrom(0, 0, 1, quarterMs - 1, 1_234))
  .map(([quarter, ms]) => new Date(autumn + quarter * quarterMs + ms));

/** How an order comes about: what is told of it, oldest first. */
const anyHistory = fc
  .record({
    currencyCode: fc.constantFrom("EUR", "JPY"),
    businessTime: anyTime,
    lines: fc.integer({ min: 1, max: 9 }),
    units: fc.bigInt(1n, 99n),
    gross: fc.bigInt(0n, 9_999n),
    refunds: fc.array(
      fc.record({
        businessTime: anyTime,
        amount: fc.bigInt(1n, 999n),
        states: fc.subarray<RefundState>(["PENDING", "SUCCEEDED", "FAILED"], { minLength: 1 }),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ refunds, ...order }): readonly OrderFact[] => {
    const told = [anOrderFact(order)];
    const tell = (change: (fact: OrderFact) => Partial<OrderFact>) => {
      const last = told.at(-1) ?? anOrderFact(order);
      told.push({ ...last, version: last.version + 1n, ...change(last) });
    };
    for (const { states, ...refund } of refunds) {
      const fact = aRefundFact(refund);
      for (const state of states) {
        const others = (known: OrderFact) => known.refunds.filter(({ refundId }) => refundId !== fact.refundId);
        tell((known) => ({ refunds: [...others(known), { ...fact, state }] }));
      }
    }
    return told;
  });

/** All that is told of some orders, some of it twice, in any order. */
const anyTellings = fc
  .array(anyHistory, { minLength: 1, maxLength: 8 })
  .map((histories) => histories.flat())
  .chain((facts) =>
    fc.tuple(
      fc.constant(facts),
      fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length, maxLength: 2 * facts.length }),
    ),
  )
  .map(([facts, some]) => [...some, ...facts.filter((fact) => !some.includes(fact))]);

/** Credits, each told once or twice. */
const anyCredits = fc
  .array(
    fc
      .record({
        currencyCode: fc.constantFrom("EUR", "JPY"),
        businessTime: anyTime,
        lines: fc.integer({ min: 1, max: 9 }),
        amount: fc.bigInt(0n, 999n),
      })
      .map(aCreditFact),
    { maxLength: 4 },
  )
  .chain((facts) => fc.shuffledSubarray(facts).map((again) => [...facts, ...again]));

const anyQuery = fc
  .record({
    times: fc.tuple(anyTime, anyTime).filter(([one, other]) => one.getTime() !== other.getTime()),
    interval: fc.constantFrom(...lengths),
    timeZone: fc.constantFrom(...zones),
  })
  .map(({ times: [one, other], ...query }) =>
    one < other ? { ...query, startTime: one, endTime: other } : { ...query, startTime: other, endTime: one },
  );

test("two processes that are told of orders and credits, again and out of order, come to the sums made by hand", async () => {
  const [database] = databases;
  const [first, second] = stores;
  if (database === undefined || first === undefined || second === undefined) throw new Error("nothing is open");
  const property = fc.asyncProperty(
    anyTellings,
    anyCredits,
    fc.array(anyQuery, { minLength: 4, maxLength: 4 }),
    async (told, credits, queries) => {
      await database.query(clear);
      const storeOf = (index: number) => (index % 2 === 0 ? first : second);
      await Promise.all([
        ...told.map((fact, index) => storeOf(index).take(fact)),
        ...credits.map((fact, index) => storeOf(index).takeCredit(fact)),
      ]);
      for (const query of queries) {
        const { bounds } = temporalCalendar.intervalsOf(query);
        expect((await first.sums(bounds)).sums).toEqual(sumsByHand(told, credits, bounds));
      }
    },
  );
  await fc.assert(property, { numRuns: 100 });
});

/** What the invariants of the README find. */
async function drift(database: Database<DomainEvent>): Promise<readonly object[]> {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const [, block = ""] = /```sql\n([\s\S]*?)```/.exec(readme) ?? [];
  const queries = block.split(";\n").filter((text) => text.trim() !== "");
  expect(queries).toHaveLength(2);
  const found = queries.map((text, index) => database.query(statement<object>(`t.invariant_${index}`, text)));
  return (await Promise.all(found)).flat();
}

test("two processes that take the same 300 orders and 50 credits at once keep quarters true", async () => {
  const [database] = databases;
  if (database === undefined) throw new Error("nothing is open");
  await database.query(clear);
  const times = [0, 1, 2, 3].map((quarter) => new Date(autumn + quarter * quarterMs));
  const timeOf = (index: number) => times[index % times.length] ?? new Date(autumn);
  const facts = Array.from({ length: 300 }, (_, index) => {
    const refunds = [0, 1, 2].map((more) => aRefundFact({ businessTime: timeOf(index * 7 + more) }));
    const paid = anOrderFact({ businessTime: timeOf(index), refunds: [] });
    return [
      paid,
      { ...paid, version: 3n, refunds },
      { ...paid, version: 4n, businessTime: timeOf(index + 1), refunds },
    ];
  });
  const credits = Array.from({ length: 50 }, (_, index) => aCreditFact({ businessTime: timeOf(index * 5) }));
  await Promise.all([
    ...stores.map(async (store) => {
      for (const credit of credits) await store.takeCredit(credit);
    }),
    ...stores.flatMap((store, process) =>
      [0, 1].map(async (half) => {
        const mine = facts.slice(half * 150, half * 150 + 150);
        const order = process === 0 ? mine.flat() : mine.toReversed().flatMap((history) => history.toReversed());
        for (const fact of order) await store.take(fact);
      }),
    ),
  ]);
  expect(await drift(database)).toEqual([]);
  const { sums } = await postgresFactStore(database).sums([new Date(autumn), new Date(autumn + 4 * quarterMs)]);
  expect(sums).toMatchObject([{ orders: 300n, refunds: 900_000n, credits: 25_000n, creditLines: 100n }]);
});
