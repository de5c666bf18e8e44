import { refuse } from "#mesh/kernel";
import { smtpMailer } from "../src/clients/smtp-mailer.ts";
import { knownOrder, onlyAbout, unheard } from "./known-order.ts";
import { type NotificationApp, openNotificationApp } from "./notification-app.ts";

let app: NotificationApp;

beforeAll(async () => {
  app = await openNotificationApp({ silenceMs: 1_000 });
});

afterEach(() => app.mailbox.faults.clear());

afterAll(() => app?.close());

async function announced() {
  const { order, wanted } = knownOrder(app);
  await unheard(app, wanted);
  return order;
}

test.each([
  ["refuses it for now", { kind: "later" }, "451 <address> is refused"],
  ["cuts the connection", { kind: "drop_before" }, /^(ECONNECTION|ESOCKET|EPROTOCOL): /],
  ["cuts the connection after it took the message", { kind: "drop_after" }, /^(ECONNECTION|ESOCKET|EPROTOCOL): /],
  ["is silent", { kind: "slow", ms: 1_500 }, /^ETIMEDOUT: /],
] as const)("a mail server that %s is asked again, and one message arrives", async (_, fault, error) => {
  const { email, orderId } = await announced();
  app.mailbox.faults.add({ ...fault, to: email });
  await app.deliver();
  const pending = { state: "PENDING", trouble: { kind: "SERVER" }, lastError: expect.stringMatching(error) };
  expect(await onlyAbout(app, orderId)).toMatchObject({ ...pending, email: "", sendTime: undefined });
  app.clock.advance(1_000);
  await app.deliver();
  expect(await onlyAbout(app, orderId)).toMatchObject({ state: "SENT", attempts: 2, lastError: "" });
  expect(await app.mailsTo(email)).toHaveLength(1);
});

test("what a mail server refuses for good is given up, without the address in its answer", async () => {
  const { email, orderId } = await announced();
  app.mailbox.faults.add({ kind: "never", to: email });
  await app.deliver();
  const failed = { state: "FAILED", lastError: "550 <address> is refused", dueTime: undefined };
  expect(await onlyAbout(app, orderId)).toMatchObject(failed);
  expect(await app.mailsTo(email)).toEqual([]);
});

test("a mail server that is away is waited for", async () => {
  const { email, orderId } = await announced();
  const from = { name: "UltraMarket", address: "orders@ultramarket.example" };
  const mailer = smtpMailer({ url: "smtp://127.0.0.1:1", from, silenceMs: 500 });
  await app.another({ mailer }).deliver();
  expect(await onlyAbout(app, orderId)).toMatchObject({
    state: "PENDING",
    lastError: expect.stringContaining("ECONN"),
  });
  await mailer.close();
  app.clock.advance(1_000);
  await app.deliver();
  expect(await app.mailsTo(email)).toHaveLength(1);
});

test("a message that is sent again by hand arrives again, under another Message-ID", async () => {
  const { email, orderId } = await announced();
  await app.deliver();
  const { notificationId } = await onlyAbout(app, orderId);
  app.mailbox.faults.add({ kind: "slow", ms: 200, to: email });
  const again = await app.resendNotification(notificationId);
  expect(again).toMatchObject({ state: "PENDING", edition: 2, sendTime: undefined });
  await expect(app.resendNotification(notificationId)).rejects.toMatchObject({ reason: "NOTIFICATION_PENDING" });
  await app.deliver();
  const ids = (await app.mailsTo(email)).map(({ messageId }) => messageId);
  expect(ids).toEqual([`<${notificationId}@ultramarket.example>`, `<${notificationId}.2@ultramarket.example>`]);
});

test("words of the staff that do not fit a message make way for the market's own", async () => {
  const { order, wanted } = knownOrder(app, { languageCode: "de" });
  const { ports } = app;
  const broken = { ...ports.renderer };
  const renderer: typeof ports.renderer = {
    render: async (wording, view) => {
      if (wording.subject === "broken") throw refuse("INVALID_REQUEST");
      return broken.render(wording, view);
    },
  };
  await ports.templates.set(
    { templateId: "order_paid", languageCode: "de" },
    { subject: "broken", text: "t", html: "" },
    "",
    app.clock.now(),
  );
  await unheard(app, wanted);
  await app.another({ renderer }).deliver();
  expect((await app.mailsTo(order.email))[0]?.subject).toBe("Ihre Bestellung 100042 ist bestätigt und bezahlt");
});
