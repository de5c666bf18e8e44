import { onCheckpoint } from "#mesh/kernel";
import { readMailbox } from "../sandbox/mod.ts";
import type { NotificationStore } from "../src/app/ports.ts";
import { knownOrder, onlyAbout, unheard } from "./known-order.ts";
import { leaseMs, type NotificationApp, openNotificationApp } from "./notification-app.ts";

let app: NotificationApp;

beforeEach(async () => {
  app = await openNotificationApp();
});

afterEach(() => app?.close());

/** The store as a process sees it that may end: from then on nothing reaches it. */
function mortal(store: NotificationStore) {
  let dead = false;
  const settle: NotificationStore["settle"] = (decision, leaseId) =>
    dead ? Promise.reject(new Error("the process has ended")) : store.settle(decision, leaseId);
  return {
    notifications: { ...store, settle },
    end() {
      dead = true;
    },
  };
}

test.each([
  ["before the mail server was asked", "notification.send.before", 0],
  ["after the mail server took it", "notification.send.after", 1],
])("a process that ends %s leaves one message, sent by another", async (_, point, sent) => {
  const { order, wanted } = knownOrder(app);
  await unheard(app, wanted);
  const process = mortal(app.ports.notifications);
  const stop = onCheckpoint((name) => {
    if (name !== point) return;
    process.end();
    throw new Error(`died at ${name}`);
  });
  const { sender } = app.another(process);
  await sender.run();
  await sender.close();
  stop();
  expect(await app.mailsTo(order.email)).toHaveLength(sent);
  await app.deliver();
  expect(await onlyAbout(app, order.orderId)).toMatchObject({ state: "PENDING", attempts: 1 });
  app.clock.advance(leaseMs);
  await app.deliver();
  expect(await app.mailsTo(order.email)).toHaveLength(1);
  expect(await onlyAbout(app, order.orderId)).toMatchObject({ state: "SENT", attempts: 2, edition: 1 });
});

test("a database that is away for a moment after the mail server took a message costs no second copy", async () => {
  const { order, wanted } = knownOrder(app);
  await unheard(app, wanted);
  let failures = 2;
  const { notifications } = app.ports;
  const settle: NotificationStore["settle"] = async (decision, leaseId) => {
    if (failures-- > 0) throw new Error("the connection was lost");
    return notifications.settle(decision, leaseId);
  };
  await app.another({ notifications: { ...notifications, settle } }).deliver();
  expect(await onlyAbout(app, order.orderId)).toMatchObject({ state: "SENT", attempts: 1 });
  app.clock.advance(leaseMs);
  await app.deliver();
  expect(await app.mailsTo(order.email)).toHaveLength(1);
});

test("processes that race send each message once", async () => {
  const orders = Array.from({ length: 30 }, () => knownOrder(app));
  const sending: string[] = [];
  const { send } = app.ports.mailer;
  const mailer = {
    ...app.ports.mailer,
    send: async (mail: Parameters<typeof send>[0]) => {
      sending.push(mail.messageId);
      return send(mail);
    },
  };
  const processes = Array.from({ length: 3 }, () => app.another({ mailer }));
  for (const { wanted } of orders) await unheard(app, wanted);
  while (sending.length < orders.length) await Promise.all(processes.map((one) => one.deliver()));
  expect(new Set(sending).size).toBe(orders.length);
  expect(sending).toHaveLength(orders.length);
  const arrived = (await readMailbox(app.mailbox.folder))?.flatMap(({ to }) => to);
  expect(arrived?.toSorted()).toEqual(orders.map(({ order }) => order.email).toSorted());
});

test("who was too slow keeps nothing of what came of it", async () => {
  const { order, wanted } = knownOrder(app);
  await unheard(app, wanted);
  const overtaken: NotificationStore = {
    ...app.ports.notifications,
    async settle(decision, leaseId) {
      app.clock.advance(leaseMs);
      await app.deliver();
      const kept = await app.ports.notifications.settle(decision, leaseId);
      expect(kept).toBe(false);
      return kept;
    },
  };
  await app.another({ notifications: overtaken }).deliver();
  expect(await onlyAbout(app, order.orderId)).toMatchObject({ state: "SENT", attempts: 2 });
  expect(await app.mailsTo(order.email)).toHaveLength(1);
  const { rows } = await app.database.pool.query("SELECT count(*)::int FROM notification.outbox");
  expect(rows).toEqual([{ count: 1 }]);
});
