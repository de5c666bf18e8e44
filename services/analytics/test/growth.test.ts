import pg from "pg";
import { provision } from "#mesh/store";
import { createTestDatabase, type TestDatabase } from "#mesh/testing";
import { temporalCalendar } from "../src/clients/temporal-calendar.ts";
import { sums } from "../src/store/fact-statements.ts";
import { sumsValues } from "../src/store/postgres-fact-store.ts";
import { openAnalytics } from "./open-analytics.ts";

let own: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  own = await createTestDatabase();
  await provision({ url: own.url, services: ["analytics"] });
  await (await openAnalytics(own.url)).close();
  client = new pg.Client({ connectionString: own.url, options: "-c search_path=analytics" });
  await client.connect();
});

afterAll(async () => {
  await client?.end();
  await own?.drop();
});

const startTime = new Date("2026-05-01T00:00:00Z");
const endTime = new Date("2026-05-31T00:00:00Z");

/** Orders and credits every so many seconds of the month, and what the quarters make of them. */
async function fill(seconds: number): Promise<void> {
  await client.query("TRUNCATE order_facts, refund_facts, credit_facts, revenue_quarters");
  await client.query(
    `INSERT INTO order_facts
     SELECT gen_random_uuid(), 2, 'EUR', time, 1, 2, 100, time
     FROM generate_series($1::timestamptz, $2::timestamptz - interval '1 second', $3 * interval '1 second') AS time`,
    [startTime, endTime, seconds],
  );
  await client.query(
    `INSERT INTO credit_facts SELECT order_id, currency_code, business_time, lines, 7, event_time FROM order_facts`,
  );
  await client.query(
    `INSERT INTO revenue_quarters
     SELECT date_bin('15 minutes', business_time, 'epoch'), currency_code, count(*), sum(lines), sum(units), sum(gross), 0,
       7 * count(*), sum(lines)
     FROM order_facts GROUP BY 1, 2`,
  );
  for (const table of ["order_facts", "refund_facts", "credit_facts", "revenue_quarters"])
    await client.query(`VACUUM ANALYZE ${table}`);
}

interface Plan {
  readonly "QUERY PLAN": readonly [
    { readonly Plan: Readonly<Record<string, number>>; readonly "Execution Time": number },
  ];
}

/** Blocks that the figures of the month's days read. */
async function blocksRead(timeZone: string): Promise<number> {
  const { bounds } = temporalCalendar.intervalsOf({ startTime, endTime, interval: "DAY", timeZone });
  const { rows } = await client.query<Plan>(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sums.text}`, [
    ...sumsValues(bounds),
  ]);
  const { "Shared Hit Blocks": hit = 0, "Shared Read Blocks": read = 0 } = rows[0]?.["QUERY PLAN"][0].Plan ?? {};
  return hit + read;
}

test("ten times the orders and credits cost the figures of a month no more", async () => {
  await fill(300);
  const [few, fewInIndia] = [await blocksRead("Europe/Berlin"), await blocksRead("Asia/Kolkata")];
  await fill(30);
  const [many, manyInIndia] = [await blocksRead("Europe/Berlin"), await blocksRead("Asia/Kolkata")];
  expect([many - few, manyInIndia - fewInIndia].filter((more) => more > 3)).toEqual([]);
  expect(many).toBeLessThan(100);
});
