import { randomUUID } from "node:crypto";
import type Stripe from "stripe";
import { temporaryFolder } from "#mesh/testing";
import { type Sandbox, startStripeSandbox } from "../mod.ts";
import { stripeOn } from "./stripe-on-sandbox.ts";

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await startStripeSandbox();
  stripe = stripeOn(sandbox);
});

afterEach(() => sandbox.faults.clear());

afterAll(() => sandbox?.close());

const held = { amount: 1290, currency: "eur", capture_method: "manual", confirm: true } as const;
const hold = (change: object = {}, key?: string) =>
  stripe.paymentIntents.create(
    { ...held, payment_method: "pm_card_visa", ...change },
    key === undefined ? {} : { idempotencyKey: key },
  );
const failing = (more: object) => expect.objectContaining(more);

test("an intent is held, captured, and refunded; its charge and the balance show it", async () => {
  const intent = await hold({ metadata: { payment_id: "p" } });
  expect(intent).toMatchObject({ status: "requires_capture", amount_capturable: 1290, metadata: { payment_id: "p" } });
  const captured = await stripe.paymentIntents.capture(intent.id, {}, {});
  expect(captured).toMatchObject({ status: "succeeded", amount_received: 1290, amount_capturable: 0 });
  const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 290 });
  expect(refund).toMatchObject({ status: "succeeded", amount: 290 });
  const { latest_charge: charge } = await stripe.paymentIntents.retrieve(intent.id, { expand: ["latest_charge"] });
  expect(charge).toMatchObject({ object: "charge", captured: true, amount_refunded: 290, refunded: false });
  const { data } = await stripe.balanceTransactions.list({ limit: 2 });
  expect(data.map(({ type, amount, net }) => [type, amount, net])).toEqual([
    ["refund", -290, -290],
    ["charge", 1290, 1290 - 67],
  ]);
  await expect(stripe.refunds.create({ payment_intent: intent.id, amount: 1001 })).rejects.toThrow(
    failing({ type: "StripeInvalidRequestError", param: "amount" }),
  );
  await stripe.refunds.create({ payment_intent: intent.id });
  await expect(stripe.refunds.create({ payment_intent: intent.id })).rejects.toThrow(
    failing({ code: "charge_already_refunded" }),
  );
  expect((await stripe.refunds.list({ payment_intent: intent.id })).data.map(({ amount }) => amount)).toEqual([
    1000, 290,
  ]);
  expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({ id: refund.id });
});

test("a part can be captured, more than was held cannot", async () => {
  const { id } = await hold();
  await expect(stripe.paymentIntents.capture(id, { amount_to_capture: 1291 })).rejects.toThrow(
    failing({ code: "amount_too_large" }),
  );
  expect(await stripe.paymentIntents.capture(id, { amount_to_capture: 1000 })).toMatchObject({ amount_received: 1000 });
});

test("an intent that is captured at once succeeds at once", async () => {
  expect(await hold({ capture_method: "automatic" })).toMatchObject({ status: "succeeded", amount_received: 1290 });
});

test("a state that does not allow it is refused with the intent", async () => {
  const { id } = await hold();
  await stripe.paymentIntents.cancel(id, { cancellation_reason: "abandoned" });
  for (const verb of ["capture", "cancel", "confirm"] as const) {
    await expect(stripe.paymentIntents[verb](id)).rejects.toThrow(
      failing({ code: "payment_intent_unexpected_state", payment_intent: failing({ id, status: "canceled" }) }),
    );
  }
});

test.each([
  ["pm_card_visa_chargeDeclined", "card_declined", "generic_decline"],
  ["pm_card_visa_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"],
  ["pm_card_visa_chargeDeclinedLostCard", "card_declined", "lost_card"],
  ["pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card"],
  ["pm_card_chargeDeclinedProcessingError", "processing_error", ""],
])("%s is declined with %s, and the intent stays for another card", async (payment_method, code, decline_code) => {
  const error: Stripe.errors.StripeError = await hold({ payment_method }).then(
    () => undefined,
    (failure) => failure,
  );
  expect(error).toMatchObject({ type: "StripeCardError", statusCode: 402, code });
  expect(error.decline_code).toBe(decline_code);
  const { id = "", status } = error.payment_intent ?? {};
  expect(status).toBe("requires_payment_method");
  await expect(stripe.paymentIntents.confirm(id)).rejects.toThrow(failing({ statusCode: 400 }));
  expect(await stripe.paymentIntents.confirm(id, { payment_method: "pm_card_mastercard" })).toMatchObject({
    status: "requires_capture",
    last_payment_error: null,
  });
});

test.each([
  ["an unknown payment method", { payment_method: "pm_none" }, { code: "resource_missing", param: "payment_method" }],
  ["an unknown customer", { customer: "cus_none" }, { code: "resource_missing", param: "customer" }],
  ["no amount", { amount: "" }, { code: "parameter_missing", param: "amount" }],
  ["an amount of nothing", { amount: 0 }, { code: "parameter_invalid_integer", param: "amount" }],
  ["an amount that is no number", { amount: "1.5" }, { code: "parameter_invalid_integer", param: "amount" }],
  ["too much", { amount: 100_000_000 }, { code: "amount_too_large", param: "amount" }],
  ["an unknown currency", { currency: "xxq" }, { param: "currency" }],
  ["an unknown parameter", { cheese: "yes" }, { code: "parameter_unknown", param: "cheese" }],
  ["an unknown way to capture", { capture_method: "never" }, { param: "capture_method" }],
  ["a flag that is none", { confirm: "maybe" }, { param: "confirm" }],
  ["metadata that is none", { metadata: "x" }, { param: "metadata" }],
  ["metadata that is too long", { metadata: { a: "x".repeat(501) } }, { param: "metadata" }],
  ["an expansion there is none of", { expand: ["amount"] }, {}],
])("%s is refused and leaves nothing behind", async (_, change, error) => {
  const newest = async () => (await stripe.paymentIntents.list({ limit: 1 })).data[0]?.id;
  const before = await newest();
  await expect(hold(change)).rejects.toThrow(failing({ type: "StripeInvalidRequestError", statusCode: 400, ...error }));
  expect(await newest()).toBe(before);
});

test("a key gives the first answer again, declines included, and is refused with other parameters", async () => {
  const key = randomUUID();
  const first = await hold({}, key);
  const again = await hold({}, key);
  expect(again).toEqual(first);
  expect(first.lastResponse.headers["idempotent-replayed"]).toBeUndefined();
  expect(again.lastResponse.headers["idempotent-replayed"]).toBe("true");
  await expect(hold({ amount: 1 }, key)).rejects.toThrow(failing({ type: "StripeIdempotencyError", statusCode: 400 }));
  await expect(stripe.customers.create({}, { idempotencyKey: key })).rejects.toThrow(
    failing({ type: "StripeIdempotencyError" }),
  );
  const declined = () => hold({ payment_method: "pm_card_visa_chargeDeclined" }, `${key}/declined`);
  const charges = [];
  for (const _ of [1, 2]) charges.push(await declined().catch((error) => error.charge));
  expect(charges[0]).toMatch(/^ch_/);
  expect(charges[1]).toBe(charges[0]);
  await expect(hold({}, "x".repeat(256))).rejects.toThrow(failing({ statusCode: 400 }));
});

test("what was refused for its parameters is not kept under its key", async () => {
  const key = randomUUID();
  await expect(hold({ amount: 0 }, key)).rejects.toThrow(failing({ statusCode: 400 }));
  expect(await hold({}, key)).toMatchObject({ status: "requires_capture" });
});

test("a key that is in use is refused with 409", async () => {
  const key = randomUUID();
  sandbox.faults.add({ kind: "slow", ms: 200, match: "payment_intents" });
  const first = hold({}, key);
  await new Promise((resolve) => setImmediate(resolve));
  const second = hold({}, key).catch((error) => error);
  const { id } = await first;
  expect(await second).toMatchObject({ statusCode: 409, code: "idempotency_key_in_use" });
  expect((await hold({}, key)).id).toBe(id);
});

test("a failure after acting is kept under its key; the effect stays", async () => {
  const [key, name] = [randomUUID(), randomUUID()];
  sandbox.faults.add({ kind: "fail", when: "after", match: "payment_intents" });
  for (const _ of [1, 2]) {
    await expect(hold({ metadata: { name } }, key)).rejects.toThrow(
      failing({ type: "StripeAPIError", statusCode: 500 }),
    );
  }
  const { data } = await stripe.paymentIntents.search({ query: `metadata['name']:'${name}'` });
  expect(data).toHaveLength(1);
  await expect(stripe.paymentIntents.search({ query: "status:none" })).rejects.toThrow(failing({ statusCode: 400 }));
});

test("lists go on after an object, newest first, and the library pages through them", async () => {
  const { id: customer } = await stripe.customers.create({ email: "a@shop.example", metadata: { a: "b" } });
  const made = [];
  for (const _ of [1, 2, 3, 4, 5]) made.push((await hold({ customer })).id);
  const listed = await stripe.paymentIntents.list({ customer, limit: 2 }).autoPagingToArray({ limit: 10 });
  expect(listed.map(({ id }) => id)).toEqual(made.toReversed());
  const recent = await stripe.paymentIntents.list({ customer, created: { gte: Math.floor(Date.now() / 1000) + 60 } });
  expect(recent).toMatchObject({ data: [], has_more: false });
  await expect(stripe.paymentIntents.list({ starting_after: "pi_none" })).rejects.toThrow(failing({ statusCode: 400 }));
  await expect(stripe.paymentIntents.list({ limit: 101 })).rejects.toThrow(failing({ param: "limit" }));
});

test("payment methods come from test tokens, never from numbers, and belong to a customer", async () => {
  const customer = await stripe.customers.create({ name: "Ada" });
  const method = await stripe.paymentMethods.create({ type: "card", card: { token: "tok_mastercard" } });
  expect(method.card).toMatchObject({ brand: "mastercard", last4: "4444" });
  await stripe.paymentMethods.attach(method.id, { customer: customer.id });
  const { data } = await stripe.paymentMethods.list({ customer: customer.id });
  expect(data.map(({ id }) => id)).toEqual([method.id]);
  expect((await hold({ payment_method: method.id })).payment_method).toBe(method.id);
  expect((await stripe.paymentMethods.retrieve(method.id)).customer).toBe(customer.id);
  const numbers = { type: "card", card: { number: "4242424242424242", exp_month: 1, exp_year: 2030 } } as const;
  await expect(stripe.paymentMethods.create(numbers)).rejects.toThrow(failing({ param: "card[number]" }));
});

test("another key, an unknown address and an unknown id are refused", async () => {
  await expect(stripeOn({ ...sandbox, secretKey: "sk_test_other" }).customers.list()).rejects.toThrow(
    failing({ type: "StripeAuthenticationError" }),
  );
  await expect(stripe.coupons.list()).rejects.toThrow(failing({ statusCode: 404 }));
  await expect(stripe.paymentIntents.retrieve("pi_none")).rejects.toThrow(
    failing({ statusCode: 404, code: "resource_missing" }),
  );
});

test("the customer's bank shows a page, takes one answer, and sends the customer back", async () => {
  const waiting = { payment_method: "pm_card_authenticationRequired", return_url: "https://shop.example/back?a=b" };
  const intent = await hold(waiting);
  expect(intent.status).toBe("requires_action");
  const url = intent.next_action?.redirect_to_url?.url ?? "";
  const page = await fetch(url);
  expect(page.headers.get("content-type")).toMatch("text/html");
  expect(await page.text()).toMatch(/Complete.*Fail/s);
  const post = (verdict: string) => fetch(`${url}/${verdict}`, { method: "POST", redirect: "manual" });
  const back = new URL((await post("complete")).headers.get("location") ?? "");
  expect(Object.fromEntries(back.searchParams)).toEqual({
    a: "b",
    payment_intent: intent.id,
    payment_intent_client_secret: intent.client_secret,
    redirect_status: "succeeded",
  });
  expect((await post("fail")).status).toBe(409);
  expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe("requires_capture");
  expect((await fetch(`${url}x`)).status).toBe(404);
  expect((await fetch(`${url}/complete`)).status).toBe(405);
  const failed = await hold({ payment_method: waiting.payment_method });
  const closed = await fetch(`${failed.next_action?.redirect_to_url?.url}/fail`, { method: "POST" });
  expect(await closed.text()).toMatch("close this page");
  expect((await stripe.paymentIntents.retrieve(failed.id)).last_payment_error?.code).toBe(
    "payment_intent_authentication_failure",
  );
});

test("faults are set and cleared over HTTP, and dropped connections are dropped", async () => {
  const control = `${sandbox.url}/sandbox/faults`;
  const set = (fault: object | string, type = "application/json") => {
    const body = typeof fault === "string" ? fault : JSON.stringify(fault);
    return fetch(control, { method: "POST", headers: { "content-type": type }, body });
  };
  const fault = { kind: "drop", when: "after", method: "POST", match: "customers", times: 50 };
  expect(await (await set(fault)).json()).toEqual({ faults: [{ ...fault, ms: 0 }] });
  expect((await set({ kind: "unheard" })).status).toBe(400);
  expect((await set("{")).status).toBe(400);
  expect((await set(fault, "text/plain")).status).toBe(415);
  const email = `${randomUUID()}@shop.example`;
  await expect(stripe.customers.create({ email })).rejects.toThrow(failing({ type: "StripeConnectionError" }));
  expect((await stripe.customers.list({ email })).data).toHaveLength(1);
  await fetch(control, { method: "DELETE" });
  expect(await (await fetch(control)).json()).toEqual({ faults: [] });
  expect(await stripe.customers.create({ email })).toMatchObject({ email });
});

test("objects, keys and waiting customers outlive the server", async () => {
  const store = `${await temporaryFolder()}/stripe.db`;
  const [key, port] = [randomUUID(), 0];
  const first = await startStripeSandbox({ store, port });
  const before = await stripeOn(first).paymentIntents.create(
    { ...held, payment_method: "pm_card_authenticationRequired" },
    { idempotencyKey: key },
  );
  await first.close();
  const second = await startStripeSandbox({ store, port });
  const again = await stripeOn(second).paymentIntents.create(
    { ...held, payment_method: "pm_card_authenticationRequired" },
    { idempotencyKey: key },
  );
  expect(again.id).toBe(before.id);
  const url = again.next_action?.redirect_to_url?.url ?? "";
  expect(url.startsWith(second.url)).toBe(true);
  await fetch(`${url}/complete`, { method: "POST" });
  expect((await stripeOn(second).paymentIntents.retrieve(before.id)).status).toBe("requires_capture");
  await second.close();
});
