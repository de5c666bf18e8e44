import { readFileSync } from "node:fs";
import pg from "pg";
import { type Database, provision } from "#mesh/store";
import { createTestDatabase, sentStatements, type TestDatabase } from "#mesh/testing";
import { type NotificationEvent, sendAgain } from "../src/domain/notification.ts";
import { settle } from "../src/domain/settle.ts";
import { postgresNotificationStore } from "../src/store/postgres-notification-store.ts";
import { postgresTemplateStore } from "../src/store/postgres-template-store.ts";
import { after, aNotification, ids, noon } from "./builders.ts";
import { builtIn } from "./notification-app.ts";
import { openNotification } from "./open-notification.ts";
import { type NotificationStores, notificationStoreContract, templateStoreContract } from "./stores.contract.ts";

let own: TestDatabase;
let owner: pg.Client;
let database: Database<NotificationEvent>;
let stores: NotificationStores;

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const auditQueries = [...readme.matchAll(/```sql\n(.*?)```/gs)].map(([, sql = ""]) => sql);

beforeAll(async () => {
  own = await createTestDatabase();
  await provision({ url: own.url, services: ["notification"] });
  database = await openNotification(own.url, 1);
  owner = new pg.Client({ connectionString: own.url });
  await owner.connect();
  stores = {
    notifications: postgresNotificationStore(database),
    templates: postgresTemplateStore(database, (await builtIn()).templates),
    async eventsOf(notificationId) {
      const { rows } = await owner.query("SELECT subject FROM notification.outbox WHERE key = $1", [notificationId]);
      return rows.map(({ subject }) => subject);
    },
  };
});

beforeEach(() =>
  owner.query("UPDATE notification.notifications SET due_time = '2100-01-01' WHERE due_time IS NOT NULL"),
);

afterAll(async () => {
  await owner?.end();
  await database?.close();
  await own?.drop();
});

describe("messages", () => notificationStoreContract(() => stores));
describe("templates", () => templateStoreContract(() => stores));

test("each statement is told in the README: as many for a hundred rows as for ten", async () => {
  const { notifications, templates } = stores;
  const costs = async (work: () => Promise<unknown>, statements: readonly string[]) =>
    expect((await sentStatements(work)).map(({ name }) => name)).toEqual(statements);
  const userId = ids.next("usr");
  const added = Array.from({ length: 100 }, () => aNotification({ userId }));
  for (const notification of added) await notifications.add(notification);
  await costs(() => notifications.add(aNotification()), ["notification.add"]);
  for (const size of [10, 100]) {
    await costs(() => notifications.page({ userId }, undefined, size), ["notification.page_by_user_id"]);
    await costs(() => templates.page(undefined, undefined, size), ["template.page"]);
    const lease = { leaseId: ids.uuid(), now: noon, until: after(60) };
    await costs(() => notifications.takeDue(lease, size), ["notification.take_due"]);
  }
  await costs(() => templates.findAll([]), []);
  await costs(() => templates.findAll(["order_paid", "order_placed"]), ["template.find_all"]);
  const [first = aNotification()] = added;
  const lease = { leaseId: ids.uuid(), now: after(60), until: after(120) };
  await notifications.takeDue(lease, 101);
  const sent = { kind: "SENT", email: "ada@example.com", subject: "Paid", languageCode: "en" } as const;
  const decision = settle(first, sent, noon, 0);
  await costs(() => notifications.settle(decision, lease.leaseId), ["notification.settle.told"]);
  const { notificationId } = first;
  await costs(() => notifications.find(notificationId), ["notification.find"]);
  const transaction = (...statements: readonly string[]) => ["BEGIN", ...statements, "COMMIT"];
  await costs(
    () => notifications.change(notificationId, () => sendAgain(decision.next, after(9_999))),
    transaction("notification.lock", "notification.send_again"),
  );
  const key = { templateId: "order_paid", languageCode: "sv" } as const;
  const words = { subject: "s", text: "t", html: "" };
  await costs(() => templates.find(key), ["template.find"]);
  await costs(() => templates.set(key, words, "", noon), transaction("template.set"));
  await costs(() => templates.reset(key, noon), transaction("template.reset"));
});

test.each([
  ["a message with an address before it was sent", "email = 'ada@example.com'"],
  ["the subject of a message with a code", "template_id = 'verify_email', subject = 'Your code'"],
  [
    "a message that is due and nobody sends",
    "due_time = now() - interval '2 hours', create_time = now() - interval '1 day'",
  ],
])("the audit of the README finds %s", async (_, damage) => {
  const audit = async () => {
    const found: unknown[] = [];
    for (const sql of auditQueries) found.push(...(await owner.query(sql)).rows);
    return found;
  };
  const { notificationId } = aNotification();
  await stores.notifications.add({ ...aNotification(), notificationId });
  expect(await audit()).toEqual([]);
  await owner.query("BEGIN");
  const last = "(SELECT notification_id FROM notification.notifications ORDER BY notification_id DESC LIMIT 1)";
  await owner.query(`UPDATE notification.notifications SET ${damage} WHERE notification_id = ${last}`);
  expect(await audit()).not.toEqual([]);
  await owner.query("ROLLBACK");
});
