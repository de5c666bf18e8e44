import { eventually, sentStatements } from "#mesh/testing";
import type { Mail } from "../src/app/ports.ts";
import { knownOrder, unheard } from "./known-order.ts";
import { type NotificationApp, openNotificationApp } from "./notification-app.ts";

let app: NotificationApp;

beforeEach(async () => {
  app = await openNotificationApp();
});

afterEach(() => app?.close());

test("a burst is sent ten at a time, by one look for five messages at least", async () => {
  for (let index = 0; index < 60; index++) await unheard(app, knownOrder(app).wanted);
  let [now, most, sent] = [0, 0, 0];
  const { mailer } = app.ports;
  const send = async (mail: Mail) => {
    most = Math.max(most, ++now);
    const answer = await mailer.send(mail);
    [now, sent] = [now - 1, sent + 1];
    return answer;
  };
  const { deliver } = app.another({ mailer: { ...mailer, send } });
  const statements = await sentStatements(async () => {
    await deliver();
    while (sent < 60) await deliver();
  });
  const count = (name: string) => statements.filter((statement) => statement.name === name).length;
  expect(most).toBe(10);
  expect(count("notification.settle.told")).toBe(60);
  expect(count("notification.take_due")).toBeLessThanOrEqual(60 / 5 + 3);
  expect(count("template.find_all")).toBe(0);
});

test("a message that is slow delays no other", async () => {
  const slow = knownOrder(app);
  const others = Array.from({ length: 12 }, () => knownOrder(app));
  for (const { wanted } of [slow, ...others]) await unheard(app, wanted);
  const released = Promise.withResolvers<void>();
  const { mailer } = app.ports;
  const send = async (mail: Mail) => {
    if (mail.to.email === slow.order.email) await released.promise;
    return mailer.send(mail);
  };
  const { sender } = app.another({ mailer: { ...mailer, send } });
  await sender.run();
  for (const { order } of others) await eventually(async () => (await app.mailsTo(order.email)).length === 1);
  expect(await app.mailsTo(slow.order.email)).toEqual([]);
  released.resolve();
  await sender.close();
  expect(await app.mailsTo(slow.order.email)).toHaveLength(1);
});

test("a sender that is closed lets what is under way end, and begins nothing", async () => {
  const { order, wanted } = knownOrder(app);
  await unheard(app, wanted);
  const { sender } = app.another();
  await sender.run();
  sender.wake();
  await sender.close();
  expect(await app.mailsTo(order.email)).toHaveLength(1);
  await unheard(app, knownOrder(app).wanted);
  sender.wake();
  expect(await sentStatements(() => sender.run().then(sender.idle))).toEqual([]);
});
