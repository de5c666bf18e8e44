import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CodePurpose } from "#gen/grpc/ultramarket/auth/v1/auth.ts";
import {
  CodeRequested,
  FactorAdded,
  FactorRemoved,
  IdentityAdded,
  ImpersonationStarted,
  PasswordChanged,
  RecoveryCodeUsed,
} from "#gen/grpc/ultramarket/auth/v1/auth_events.ts";
import { NotificationState } from "#gen/grpc/ultramarket/notification/v1/notification.ts";
import {
  NotificationServiceService,
  NotificationTemplateServiceService,
} from "#gen/grpc/ultramarket/notification/v1/notification_service.ts";
import { type Order, OrderState } from "#gen/grpc/ultramarket/order/v1/order.ts";
import { OrderPlaced, OrderRefunded } from "#gen/grpc/ultramarket/order/v1/order_events.ts";
import { RefundState } from "#gen/grpc/ultramarket/payment/v1/payment.ts";
import { type Shipment, ShipmentState } from "#gen/grpc/ultramarket/shipping/v1/shipping.ts";
import { ShipmentShipped } from "#gen/grpc/ultramarket/shipping/v1/shipping_events.ts";
import { ErasureScheduled } from "#gen/grpc/ultramarket/user/v1/user_events.ts";
import { type Bus, openPostgresBus } from "#mesh/events";
import { silentLogger } from "#mesh/kernel";
import { type Client, createClient } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { eventually } from "#mesh/testing";
import { type Mailbox, type MailboxEntry, readMailbox, readMessage, startMailbox } from "../sandbox/mod.ts";
import { templateIds } from "../src/domain/template.ts";
import { notificationService } from "../src/service.ts";
import { eur, ids } from "./builders.ts";
import { fakeNeighbours } from "./fake-neighbours.ts";
import { anOrderMessage } from "./order-message.ts";
import { told } from "./told.ts";

const neighbours = fakeNeighbours();
let folder: string;
let mailbox: Mailbox;
let market: TestHost;
let bus: Bus;
let notifications: Client<typeof NotificationServiceService>;
let templates: Client<typeof NotificationTemplateServiceService>;
let staff: { token: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mailbox-"));
  mailbox = await startMailbox({ folder });
  const env = { NOTIFICATION_SMTP_URL: mailbox.url, NOTIFICATION_STOREFRONT_URL: "https://shop.example/" };
  market = await startTestHost({ services: [...neighbours.services, notificationService], env });
  const { DATABASE_URL: url = "" } = market.env;
  bus = await openPostgresBus({ url, log: silentLogger });
  const channel = market.host.channelTo("notification", "gateway");
  notifications = createClient(NotificationServiceService, channel);
  templates = createClient(NotificationTemplateServiceService, channel);
  staff = { token: await market.tokenFor(["notification.read", "notification.write"]) };
});

afterEach(() => neighbours.away.clear());

afterAll(async () => {
  await bus?.close();
  await market?.close();
  await mailbox?.close();
  await rm(folder, { recursive: true, force: true });
});

const refusal = (reason: string, ...fields: string[]) =>
  expect.objectContaining({ reason, fields: fields.map((field) => expect.objectContaining({ field })) });

/** An order the order service knows, and its address, which nobody else has. */
function known(change: Partial<Order> = {}): Order {
  const order = anOrderMessage({ email: `${ids.uuid()}@example.com`, ...change });
  neighbours.orders.set(order.orderId, order);
  return order;
}

const tell = (subject: string, key: string, payload: Uint8Array) => bus.append([told(subject, key, payload)]);

const tellOf = (event: "placed" | "paid" | "cancelled", order: Order) =>
  tell(`order.v1.order_${event}`, order.orderId, OrderPlaced.encode({ order: { ...order, email: "" } }).finish());

const mailsTo = async (to: string): Promise<readonly MailboxEntry[]> => (await readMailbox(folder, { to })) ?? [];

/** The first message to this address, as soon as it is there. */
const firstTo = (to: string) =>
  eventually(async () => {
    const [entry] = await mailsTo(to);
    return entry === undefined ? false : ((await readMessage(folder, entry.id)) ?? false);
  });

async function listed(filter: { readonly orderId?: string; readonly subjectId?: string }) {
  const none = { pageSize: 0, pageToken: "", state: NotificationState.NOTIFICATION_STATE_UNSPECIFIED, userId: "" };
  const query = { ...none, orderId: "", subjectId: "", ...filter };
  return (await notifications.listNotifications(query, staff)).notifications;
}

const about = (subjectId: string) => listed({ subjectId });

test.each([
  ["placed", OrderState.ORDER_STATE_PLACED, "Your order 100042 at UltraMarket"],
  ["paid", OrderState.ORDER_STATE_PAID, "Your order 100042 is confirmed and paid"],
  ["cancelled", OrderState.ORDER_STATE_CANCELLED, "Your order 100042 was cancelled"],
] as const)("a customer is told that an order was %s", async (event, state, subject) => {
  const order = known({ state });
  await tellOf(event, order);
  expect(await firstTo(order.email)).toMatchObject({ subject, text: expect.stringContaining("100042") });
  const sent = { state: NotificationState.NOTIFICATION_STATE_SENT, email: order.email, subject, languageCode: "en" };
  await eventually(async () => expect(await about(order.orderId)).toMatchObject([sent]));
});

test("a customer who pays at once gets one message", async () => {
  const order = known();
  await tellOf("placed", order);
  await tellOf("paid", order);
  const skipped = { templateId: "order_placed", state: NotificationState.NOTIFICATION_STATE_SKIPPED };
  const sent = { templateId: "order_paid", state: NotificationState.NOTIFICATION_STATE_SENT };
  await eventually(async () => expect(await about(order.orderId)).toMatchObject([sent, skipped]));
  expect(await mailsTo(order.email)).toHaveLength(1);
});

test("a refund is told of once its money is on its way, once for each", async () => {
  const refund = { refundId: ids.next("rfd"), paymentId: ids.next("pay"), amount: eur(5_00n), reason: "" };
  const times = { createTime: undefined, businessTime: undefined };
  const order = known({
    refunds: [{ ...refund, ...times, state: RefundState.REFUND_STATE_SUCCEEDED }],
  });
  const { REFUND_STATE_PENDING: pending, REFUND_STATE_SUCCEEDED: succeeded } = RefundState;
  for (const state of [pending, succeeded, succeeded]) {
    const payload = OrderRefunded.encode({ order, refund: { ...refund, ...times, state } }).finish();
    await tell("order.v1.order_refunded", order.orderId, payload);
  }
  const { subject } = await firstTo(order.email);
  expect(subject).toBe("We have refunded €5.00 for your order 100042");
  expect(await about(refund.refundId)).toHaveLength(1);
});

test("a shipment is told of when it leaves and when it arrives", async () => {
  const [shipmentId, userId] = [ids.next("shp"), ids.next("usr")];
  const state = ShipmentState.SHIPMENT_STATE_SHIPPED;
  const tracking = { trackingNumber: "SP1", trackingUrl: "https://carrier.example/SP1" };
  const order = known({ userId, shipments: [{ shipmentId, state, ...tracking, lines: [], createTime: undefined }] });
  neighbours.languages.set(userId, "fr");
  const shipment = { shipmentId, orderId: order.orderId, userId, state, ...tracking, lines: [] } as unknown as Shipment;
  const payload = ShipmentShipped.encode({ shipment: { ...emptyShipment, ...shipment }, reservationId: "" }).finish();
  await tell("shipping.v1.shipment_shipped", shipmentId, payload);
  await tell("shipping.v1.shipment_delivered", shipmentId, payload);
  await eventually(async () => (await mailsTo(order.email)).length === 2);
  const subjects = (await mailsTo(order.email)).map(({ subject }) => subject);
  expect(subjects.toSorted()).toEqual(["Votre commande 100042 est arrivée", "Votre commande 100042 est en route"]);
  const { orderId } = order;
  const both = ["shipment_shipped", "shipment_delivered"].map((templateId) =>
    expect.objectContaining({ templateId, orderId, subjectId: shipmentId }),
  );
  expect(await listed({ orderId })).toEqual(expect.arrayContaining(both));
});

test("what was placed long before it was entered is told to nobody; what becomes of it now is", async () => {
  const refund = { refundId: ids.next("rfd"), paymentId: ids.next("pay"), amount: eur(5_00n), reason: "" };
  const now = { createTime: new Date(), businessTime: new Date() };
  const refunds = [{ ...refund, ...now, state: RefundState.REFUND_STATE_SUCCEEDED }];
  const order = known({ ...now, businessTime: new Date("2010-12-01T08:26:00Z"), refunds });
  for (const event of ["placed", "paid", "cancelled"] as const) await tellOf(event, order);
  const payload = OrderRefunded.encode({ order, refund: refunds[0] }).finish();
  await tell("order.v1.order_refunded", order.orderId, payload);
  await firstTo(order.email);
  expect(await listed({ orderId: order.orderId })).toMatchObject([{ templateId: "order_refunded" }]);
});

const emptyShipment = {
  ...{ weightGrams: 0, carrierId: "", carrierService: "", trackingEvents: [] },
  ...{ createTime: undefined, shipTime: undefined, deliverTime: undefined, updateTime: undefined },
};

test("codes and what happens to an account go to its address; nothing shows codes afterwards", async () => {
  const account = { userId: ids.next("usr"), email: `${ids.uuid()}@example.com`, displayName: "Ada" };
  const whole = { ...account, emailVerified: false, roles: [], createTime: undefined };
  neighbours.accounts.set(account.userId, whole);
  for (const purpose of [
    CodePurpose.CODE_PURPOSE_VERIFY_EMAIL,
    CodePurpose.CODE_PURPOSE_RESET_PASSWORD,
    CodePurpose.CODE_PURPOSE_SECOND_FACTOR,
  ]) {
    const codeId = ids.next("cod");
    const code = `SECRET-${ids.uuid()}`;
    const expireTime = new Date(Date.now() + 600_000);
    neighbours.codes.set(codeId, { account: whole, purpose, code, expireTime });
    const payload = CodeRequested.encode({ userId: account.userId, codeId, purpose }).finish();
    await tell("auth.v1.code_requested", account.userId, payload);
    await eventually(async () => (await about(codeId))[0]?.state === NotificationState.NOTIFICATION_STATE_SENT);
    expect(JSON.stringify(await about(codeId))).not.toContain(code);
    const [entry] = (await mailsTo(account.email)).slice(-1);
    expect((await readMessage(folder, entry?.id ?? ""))?.text).toContain(code);
  }
  const changed = PasswordChanged.encode({ userId: account.userId }).finish();
  await tell("auth.v1.password_changed", account.userId, changed);
  await tell("auth.v1.password_changed", account.userId, changed);
  await eventually(async () => (await mailsTo(account.email)).length === 5);
  const factorId = ids.next("fct");
  const { userId } = account;
  await tell("auth.v1.factor_added", userId, FactorAdded.encode({ userId, factorId }).finish());
  await tell("auth.v1.factor_removed", userId, FactorRemoved.encode({ userId, factorId }).finish());
  await tell("auth.v1.recovery_code_used", userId, RecoveryCodeUsed.encode({ userId }).finish());
  const acting = { userId, actorUserId: ids.next("usr"), sessionId: ids.next("ses") };
  await tell("auth.v1.impersonation_started", userId, ImpersonationStarted.encode(acting).finish());
  await tell("auth.v1.identity_added", userId, IdentityAdded.encode({ userId, identityId: ids.next("idn") }).finish());
  const scheduled = { privacyRequestId: ids.next("prq"), userId, startTime: new Date() };
  await tell("user.v1.erasure_scheduled", scheduled.privacyRequestId, ErasureScheduled.encode(scheduled).finish());
  await eventually(async () => (await mailsTo(account.email)).length === 11);
  expect(
    (await mailsTo(account.email))
      .slice(-6)
      .map(({ subject }) => subject)
      .toSorted(),
  ).toEqual([
    "A recovery code of your account was used",
    "A second factor was added to your account",
    "A second factor was removed from your account",
    "An account elsewhere signs in to yours now",
    "Our staff acted for you",
    "Your account is going to be erased",
  ]);
});

test("while order is away a message is pending; it is made up when order is back", async () => {
  neighbours.away.add("order");
  const order = known();
  await tellOf("paid", order);
  await eventually(async () => {
    const lastError = "SERVICE_UNAVAILABLE (order)";
    expect(await about(order.orderId)).toMatchObject([
      { state: NotificationState.NOTIFICATION_STATE_PENDING, lastError },
    ]);
  });
  neighbours.away.clear();
  await firstTo(order.email);
});

test("while user is silent for some seconds messages are in the market's language", async () => {
  neighbours.away.add("user");
  const userId = ids.next("usr");
  neighbours.languages.set(userId, "de");
  const order = known({ userId });
  await tellOf("paid", order);
  await eventually(async () => (await mailsTo(order.email)).length === 1, { timeoutMs: 20_000 });
  expect((await firstTo(order.email)).subject).toBe("Your order 100042 is confirmed and paid");
});

test("the log is read by pages, by state, by user and one by one", async () => {
  const userId = ids.next("usr");
  const orders = Array.from({ length: 3 }, () => known({ userId }));
  for (const order of orders) await tellOf("paid", order);
  await eventually(async () => (await mailsTo(orders[2]?.email ?? "")).length === 1);
  const of = { userId, orderId: "", subjectId: "" };
  const query = { pageSize: 2, pageToken: "", state: NotificationState.NOTIFICATION_STATE_SENT, ...of };
  await eventually(
    async () => (await notifications.listNotifications({ ...query, pageSize: 3 }, staff)).notifications.length === 3,
  );
  const first = await notifications.listNotifications(query, staff);
  const second = await notifications.listNotifications({ ...query, pageToken: first.nextPageToken }, staff);
  expect(second.nextPageToken).toBe("");
  const all = [...first.notifications, ...second.notifications];
  expect(new Set(all.map(({ subjectId }) => subjectId))).toEqual(new Set(orders.map(({ orderId }) => orderId)));
  expect(all.map(({ notificationId }) => notificationId)).toEqual(
    all
      .map(({ notificationId }) => notificationId)
      .toSorted()
      .toReversed(),
  );
  const { nextPageToken: pageToken } = first;
  await expect(notifications.listNotifications({ ...query, userId: "", pageToken }, staff)).rejects.toEqual(
    refusal("PAGE_TOKEN_INVALID", "page_token"),
  );
  const [notification] = all;
  const { notificationId = "" } = notification ?? {};
  expect(await notifications.getNotification({ notificationId }, staff)).toEqual({ notification });
  await expect(notifications.getNotification({ notificationId: ids.next("ntf") }, staff)).rejects.toEqual(
    refusal("RESOURCE_NOT_FOUND"),
  );
});

test("a message is sent again once for each request", async () => {
  const order = known();
  await tellOf("paid", order);
  await eventually(async () => (await about(order.orderId))[0]?.state === NotificationState.NOTIFICATION_STATE_SENT);
  const [{ notificationId } = { notificationId: "" }] = await about(order.orderId);
  const request = { notificationId, requestId: ids.uuid() };
  const answer = await notifications.resendNotification(request, staff);
  expect(answer.notification).toMatchObject({ state: NotificationState.NOTIFICATION_STATE_PENDING });
  await eventually(async () => (await mailsTo(order.email)).length === 2);
  expect(await notifications.resendNotification(request, staff)).toEqual(answer);
  await expect(
    notifications.resendNotification({ notificationId: ids.next("ntf"), requestId: "" }, staff),
  ).rejects.toEqual(refusal("RESOURCE_NOT_FOUND"));
  expect(await mailsTo(order.email)).toHaveLength(2);
});

test("templates are changed, previewed and reset", async () => {
  const key = { templateId: "order_placed", languageCode: "de" };
  const list = { pageSize: 100, pageToken: "", templateId: key.templateId };
  const before = (await templates.listTemplates(list, staff)).templates;
  expect(before.map(({ languageCode }) => languageCode)).toEqual(["de", "en", "fr"]);
  const [german] = before;
  const words = { subject: "Danke, {{ name }}!", text: "Bestellung {{ order.number }}", html: "" };
  const update = { ...key, ...words, etag: german?.etag ?? "", requestId: ids.uuid() };
  const { template } = await templates.updateTemplate(update, staff);
  expect(template).toMatchObject({ ...key, ...words, builtIn: false, updateTime: expect.any(Date) });
  expect(await templates.updateTemplate(update, staff)).toEqual({ template });
  await expect(templates.updateTemplate({ ...update, requestId: "" }, staff)).rejects.toEqual(refusal("ETAG_MISMATCH"));
  const none = { subject: "", text: "", html: "", requestId: "" };
  expect(await templates.previewTemplate({ ...key, ...none, text: "Hallo {{ name }}" }, staff)).toEqual({
    subject: "Danke, Ada Lovelace!",
    text: "Hallo Ada Lovelace\n",
    html: "",
  });
  const reset = await templates.resetTemplate({ ...key, requestId: "" }, staff);
  expect(reset.template).toMatchObject({ ...key, subject: german?.subject, builtIn: true, updateTime: undefined });
  expect(reset.template?.etag).not.toBe(german?.etag);
});

test("a language of the staff's own is added, used, and taken away", async () => {
  const key = { templateId: "order_paid", languageCode: "es" };
  const words = { subject: "Gracias {{ order.total }}", text: "Hola", html: "<b>{{ name }}</b>" };
  await templates.updateTemplate({ ...key, ...words, etag: "", requestId: "" }, staff);
  const order = known({ languageCode: "es-MX" });
  await tellOf("paid", order);
  expect((await firstTo(order.email)).subject).toBe("Gracias 30,70\u00a0€");
  expect(await templates.resetTemplate({ ...key, requestId: "" }, staff)).toEqual({ template: undefined });
  const list = { pageSize: 100, pageToken: "", templateId: "order_paid" };
  expect((await templates.listTemplates(list, staff)).templates).toHaveLength(3);
});

test("templates are listed by pages", async () => {
  const query = { pageSize: 30, pageToken: "", templateId: "" };
  const first = await templates.listTemplates(query, staff);
  const second = await templates.listTemplates({ ...query, pageToken: first.nextPageToken }, staff);
  expect([first.templates.length, second.templates.length, second.nextPageToken]).toEqual([
    30,
    templateIds.length * 3 - 30,
    "",
  ]);
  const { nextPageToken: pageToken } = first;
  const other = templates.listTemplates({ ...query, templateId: "order_paid", pageToken }, staff);
  await expect(other).rejects.toEqual(refusal("PAGE_TOKEN_INVALID", "page_token"));
  expect((await templates.listTemplates({ ...query, templateId: "order_lost" }, staff)).templates).toEqual([]);
});

test("what is no template is refused", async () => {
  const key = { templateId: "order_paid", languageCode: "en" };
  const words = { subject: "s", text: "t", html: "", requestId: "" };
  const update = (change: object) => templates.updateTemplate({ ...key, ...words, etag: "", ...change }, staff);
  const preview = (change: object) => templates.previewTemplate({ ...key, ...words, ...change }, staff);
  await expect(update({ templateId: "order_lost" })).rejects.toEqual(refusal("TEMPLATE_UNKNOWN"));
  await expect(update({ text: "{{ refund.amount }}" })).rejects.toEqual(refusal("TEMPLATE_INVALID", "text"));
  await expect(update({ etag: "soon" })).rejects.toEqual(refusal("ETAG_MISMATCH"));
  await expect(preview({ html: "{% if %}" })).rejects.toEqual(refusal("TEMPLATE_INVALID", "html"));
  await expect(preview({ languageCode: "nl", text: "" })).rejects.toEqual(refusal("TEMPLATE_UNKNOWN"));
  const reset = templates.resetTemplate({ ...key, languageCode: "nl", requestId: "" }, staff);
  await expect(reset).rejects.toEqual(refusal("TEMPLATE_UNKNOWN"));
});

test("only the staff may look, and only some of them change", async () => {
  const reader = { token: await market.tokenFor(["notification.read"]) };
  const customer = { token: await market.tokenFor([]) };
  const query = { pageSize: 0, pageToken: "", templateId: "" };
  await expect(templates.listTemplates(query, customer)).rejects.toEqual(refusal("PERMISSION_MISSING"));
  expect((await templates.listTemplates(query, reader)).templates).toHaveLength(20);
  const resend = { notificationId: ids.next("ntf"), requestId: "" };
  await expect(notifications.resendNotification(resend, reader)).rejects.toEqual(refusal("PERMISSION_MISSING"));
});
