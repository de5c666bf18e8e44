import pg from "pg";
import { provision } from "#mesh/store";
import { createTestDatabase, type TestDatabase } from "#mesh/testing";
import * as sql from "../src/store/notification-statements.ts";
import { openNotification } from "./open-notification.ts";

let own: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  own = await createTestDatabase();
  await provision({ url: own.url, services: ["notification"] });
  await (await openNotification(own.url)).close();
  client = new pg.Client({ connectionString: own.url, options: "-c search_path=notification" });
  await client.connect();
});

afterAll(async () => {
  await client?.end();
  await own?.drop();
});

/** As many messages, of which one in so many is due, and statistics of all that. */
async function fill(count: number, dueOneIn: number): Promise<void> {
  await client.query("TRUNCATE notifications");
  await client.query(
    `INSERT INTO notifications (notification_id, template_id, occasion, subject_id, order_id, user_id, state, edition, attempts,
       language_code, email, subject, last_error, create_time, due_time, send_time, version)
     SELECT id, 'order_paid', id, id, id, id, CASE WHEN due THEN 'PENDING' ELSE 'SENT' END, 1, 1, 'en', 'ada@example.com', 'Paid',
       '', now(), CASE WHEN due THEN now() END, CASE WHEN NOT due THEN now() END, 2
     FROM generate_series(1, $1) AS nth, LATERAL (SELECT gen_random_uuid() AS id, nth % $2 = 0 AS due) AS made`,
    [count, dueOneIn],
  );
  await client.query("ANALYZE notifications");
}

/** Whether the plan that serves any values reads the whole table, or sorts what it reads. */
async function isWasteful({ text }: { readonly text: string }): Promise<boolean> {
  const { rows } = await client.query<{ "QUERY PLAN": string }>(`EXPLAIN (GENERIC_PLAN) ${text}`);
  return rows.some(({ "QUERY PLAN": line }) => /Seq Scan on notifications|Sort/.test(line));
}

const statements = {
  ...{
    add: sql.add,
    takeDue: sql.takeDue,
    settle: sql.settle,
    find: sql.find,
    lock: sql.lock,
    sendAgain: sql.sendAgain,
  },
  ...{ page: sql.pageBy([]), ofState: sql.pageBy(["state"]), ofUser: sql.pageBy(["user_id"]) },
  ...{ ofOrder: sql.pageBy(["order_id"]), ofSubject: sql.pageBy(["subject_id"]) },
  ofAll: sql.pageBy(["state", "user_id", "order_id", "subject_id"]),
};

test.each([
  ["few of which are due", 1_000],
  ["most of which are due", 1],
])("no statement reads or sorts all messages, %s", async (_, dueOneIn) => {
  await fill(20_000, dueOneIn);
  const wasteful: string[] = [];
  for (const [name, statement] of Object.entries(statements)) if (await isWasteful(statement)) wasteful.push(name);
  expect(wasteful).toEqual([]);
});

test("pending messages are listed by what there is of them, however many were sent", async () => {
  await fill(20_000, 1_000);
  const { rows } = await client.query<{ "QUERY PLAN": string }>(`EXPLAIN (GENERIC_PLAN) ${sql.pageBy(["state"]).text}`);
  expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain("notifications_state");
});
