import { refuse } from "#mesh/kernel";
import { eventually } from "#mesh/testing";
import type { OrderFacts } from "../src/domain/facts.ts";
import type { Announcement } from "../src/domain/notification.ts";
import { aCode, anAccount, eur, ids } from "./builders.ts";
import { knownOrder, onlyAbout } from "./known-order.ts";
import { type NotificationApp, openNotificationApp } from "./notification-app.ts";

let app: NotificationApp;

beforeAll(async () => {
  app = await openNotificationApp();
});

beforeEach(() => {
  app.neighbours.failures.clear();
  app.mailbox.faults.clear();
});

afterAll(() => app?.close());

/** An address nobody else has. */
const anEmail = () => `${ids.uuid()}@example.com`;

const known = (change: Partial<OrderFacts> = {}, announcement: Partial<Announcement> = {}) =>
  knownOrder(app, change, announcement);
const only = (subjectId: string) => onlyAbout(app, subjectId);

test("a paid order is told once, however often it is heard of", async () => {
  const { order, wanted } = known();
  await app.announce(wanted);
  await app.announce(wanted);
  await app.deliver();
  await app.deliver();
  const [mail, ...more] = await app.mailsTo(order.email);
  expect(more).toEqual([]);
  expect(mail?.subject).toBe("Your order 100042 is confirmed and paid");
  expect(mail?.text).toContain("2 x Mug: €25.80");
  expect(mail?.html).toContain(`href="https://shop.example/orders/${order.orderId}"`);
  const headers = Object.fromEntries((mail?.headers ?? []).map(({ name, value }) => [name, value]));
  const { notificationId, ...notification } = await only(order.orderId);
  expect(headers).toMatchObject({
    "Message-ID": `<${notificationId}@ultramarket.example>`,
    "Content-Language": "en",
    "Auto-Submitted": "auto-generated",
    From: "UltraMarket <orders@ultramarket.example>",
  });
  expect(notification).toMatchObject({
    state: "SENT",
    email: order.email,
    subject: mail?.subject,
    languageCode: "en",
    attempts: 1,
    sendTime: app.clock.now(),
    dueTime: undefined,
  });
});

test("an announcement wakes the sender, without anybody waiting for the worker", async () => {
  const { order, wanted } = known();
  await app.announce(wanted);
  await eventually(async () => (await app.mailsTo(order.email)).length === 1, { timeoutMs: 2_000 });
});

test.each([
  ["PLACED", 1],
  ["PAID", 0],
  ["CANCELLED", 0],
] as const)("that an order was placed is told two seconds later if it is %s: %d messages", async (state, count) => {
  const { order, wanted } = known({ state }, { templateId: "order_placed" });
  await app.announce(wanted);
  await app.deliver();
  expect(await app.mailsTo(order.email)).toEqual([]);
  app.clock.advance(2_000);
  await app.deliver();
  expect(await app.mailsTo(order.email)).toHaveLength(count);
  expect((await only(order.orderId)).state).toBe(count === 1 ? "SENT" : "SKIPPED");
});

test("a refund and a shipment are told of with what they are", async () => {
  const refundId = ids.next("rfd");
  const shipmentId = ids.next("shp");
  const tracking = { trackingNumber: "SP1", trackingUrl: "https://carrier.example/SP1" };
  const shipments = [{ shipmentId, isSent: true, ...tracking, lines: [{ lineId: "lin_1", quantity: 1n }] }];
  const { order, wanted } = known({ refunds: [{ refundId, amount: eur(12_90n) }], shipments });
  await app.announce({ ...wanted, templateId: "order_refunded", occasion: refundId, subjectId: refundId });
  await app.announce({ ...wanted, templateId: "shipment_shipped", occasion: shipmentId, subjectId: shipmentId });
  app.clock.advance(200);
  await app.deliver();
  const mails = await app.mailsTo(order.email);
  expect(mails.map(({ subject }) => subject).toSorted()).toEqual([
    "We have refunded €12.90 for your order 100042",
    "Your order 100042 is on its way",
  ]);
  expect(mails.map(({ text }) => text).join()).toContain("https://carrier.example/SP1");
});

test("a shipment the order has not heard of yet waits for it", async () => {
  const shipmentId = ids.next("shp");
  const { order, wanted } = known(
    {},
    { templateId: "shipment_delivered", occasion: shipmentId, subjectId: shipmentId },
  );
  await app.announce(wanted);
  app.clock.advance(200);
  await app.deliver();
  expect(await only(shipmentId)).toMatchObject({ state: "PENDING" });
  const shipment = { shipmentId, isSent: false, trackingNumber: "", trackingUrl: "", lines: [] };
  for (const isSent of [false, true]) {
    expect(await app.mailsTo(order.email)).toEqual([]);
    app.neighbours.orders.set(order.orderId, { ...order, shipments: [{ ...shipment, isSent }] });
    app.clock.advance(2_000);
    await app.deliver();
  }
  expect(await app.mailsTo(order.email)).toHaveLength(1);
});

test("a code is sent, and kept nowhere", async () => {
  const code = aCode({ account: anAccount({ email: anEmail() }), expireTime: new Date(app.clock.now().getTime() + 1) });
  const codeId = ids.next("cod");
  app.neighbours.codes.set(codeId, code);
  const { userId } = code.account;
  await app.announce({ templateId: "verify_email", occasion: codeId, subjectId: codeId, orderId: undefined, userId });
  await app.deliver();
  const [mail] = await app.mailsTo(code.account.email);
  expect(mail?.text).toContain(code.code);
  expect(await only(codeId)).toMatchObject({ state: "SENT", subject: "", lastError: "" });
  const { rows } = await app.database.pool.query(
    "SELECT row_to_json(n)::text AS row FROM notification.notifications n",
  );
  expect(rows.map(({ row }) => row).join()).not.toContain(code.code);
});

test("a code that is over and an account that is gone are left out", async () => {
  const codeId = ids.next("cod");
  const userId = ids.next("usr");
  const ofUser = { orderId: undefined, userId } as const;
  await app.announce({ templateId: "reset_password", occasion: codeId, subjectId: codeId, ...ofUser });
  await app.announce({ templateId: "password_changed", occasion: ids.uuid(), subjectId: userId, ...ofUser });
  await app.deliver();
  expect(await only(codeId)).toMatchObject({ state: "SKIPPED", lastError: "the code is over" });
  expect(await only(userId)).toMatchObject({ state: "SKIPPED", lastError: "the account is gone" });
});

test.each([
  ["the order's", "fr", "de", "Votre commande"],
  ["the person's, if the order tells none", "", "de-AT", "Ihre Bestellung"],
  ["the market's, if nobody tells one it has", "", "ja", "Your order"],
])("the language is %s", async (_, languageCode, ofPerson, begin) => {
  const userId = ids.next("usr");
  app.neighbours.languages.set(userId, ofPerson);
  const { order, wanted } = known({ languageCode, userId });
  await app.announce(wanted);
  await app.deliver();
  expect((await app.mailsTo(order.email))[0]?.subject).toMatch(new RegExp(`^${begin}`));
});

test("who cannot be asked for their language at once is written in it a moment later", async () => {
  const userId = ids.next("usr");
  app.neighbours.languages.set(userId, "fr");
  const { order, wanted } = known({ languageCode: "", userId });
  app.neighbours.failures.set("languages", refuse("SERVICE_UNAVAILABLE", { metadata: { service: "user" } }));
  await app.announce(wanted);
  for (const ms of [0, 1_000, 1_999]) {
    app.clock.advance(ms);
    await app.deliver();
    expect(await only(order.orderId)).toMatchObject({ state: "PENDING", lastError: "SERVICE_UNAVAILABLE (user)" });
  }
  app.neighbours.failures.clear();
  app.clock.advance(5_000);
  await app.deliver();
  expect((await app.mailsTo(order.email)).map(({ subject }) => subject)).toEqual([
    "Votre commande 100042 est confirmée et payée",
  ]);
});

test("who cannot be asked for their language for three seconds is written in the market's", async () => {
  const userId = ids.next("usr");
  app.neighbours.languages.set(userId, "fr");
  const { order, wanted } = known({ languageCode: "", userId });
  app.neighbours.failures.set("languages", refuse("SERVICE_UNAVAILABLE", { metadata: { service: "user" } }));
  await app.announce(wanted);
  await app.deliver();
  app.clock.advance(3_000);
  await app.deliver();
  expect(await only(order.orderId)).toMatchObject({ state: "SENT", attempts: 2, languageCode: "en", lastError: "" });
  expect(await app.mailsTo(order.email)).toHaveLength(1);
});

test("an order without an e-mail goes to the account's; without an account, nowhere, and nobody is asked again", async () => {
  const account = anAccount({ email: anEmail() });
  app.neighbours.accounts.set(account.userId, account);
  const ofAccount = known({ email: "", userId: account.userId });
  const ofNobody = known({ email: "" });
  const ofCustomer = known({ email: "", userId: ids.next("usr") });
  for (const { wanted } of [ofAccount, ofNobody, ofCustomer]) await app.announce(wanted);
  await app.deliver();
  expect(await app.mailsTo(account.email)).toHaveLength(1);
  for (const { order } of [ofNobody, ofCustomer]) {
    const skipped = {
      state: "SKIPPED",
      attempts: 1,
      dueTime: undefined,
      lastError: "there is no e-mail to send it to",
    };
    expect(await only(order.orderId)).toMatchObject(skipped);
  }
});

test("while the neighbours are silent a message waits, and is made up later", async () => {
  const { order, wanted } = known();
  app.neighbours.failures.set("orders", refuse("SERVICE_UNAVAILABLE", { metadata: { service: "order" } }));
  await app.announce(wanted);
  await app.deliver();
  expect(await only(order.orderId)).toMatchObject({ state: "PENDING", lastError: "SERVICE_UNAVAILABLE (order)" });
  app.neighbours.failures.clear();
  app.clock.advance(1_000);
  await app.deliver();
  expect(await app.mailsTo(order.email)).toHaveLength(1);
  expect(await only(order.orderId)).toMatchObject({ state: "SENT", attempts: 2, lastError: "" });
});

test("who has a hostile name gets one message with one recipient", async () => {
  const recipientName = 'Eve"\r\nBcc; <img onerror=alert(1)>';
  const addressLines = ["Eve\r\n\r\nYou won: https://evil.example", "<b>1 Street</b>"];
  const { order, wanted } = known({ recipientName, addressLines });
  await app.announce(wanted);
  await app.deliver();
  const [mail] = await app.mailsTo(order.email);
  expect(mail?.to).toEqual([order.email]);
  expect(mail?.headers.map(({ name }) => name.toLowerCase())).not.toContain("bcc");
  expect(mail?.html).toContain("&lt;img onerror=alert(1)&gt;");
  expect(mail?.html).not.toMatch(/<img|<b>/);
  expect(mail?.text).toMatch(/^Eve You won: /m);
});

test("nobody is written what a stranger calls them", async () => {
  const account = anAccount({ email: anEmail(), displayName: "You won! Get it at evil.example" });
  app.neighbours.accounts.set(account.userId, account);
  const { userId } = account;
  const occasion = ids.uuid();
  await app.announce({ templateId: "password_changed", occasion, subjectId: userId, orderId: undefined, userId });
  await app.deliver();
  const [mail] = await app.mailsTo(account.email);
  expect(mail?.text).toMatch(/^Hello,$/m);
  expect(mail?.raw.toString()).not.toContain("evil.example");
});
