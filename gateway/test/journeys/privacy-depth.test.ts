import { randomUUID } from "node:crypto";
import { strFromU8, unzipSync } from "fflate";
import { uuidFromId } from "#mesh/kernel";
import { eventually } from "#mesh/testing";
import { erasureStages } from "../../../services/user/src/domain/erasure-stages.ts";
import { audit } from "../../../tools/audit/audit.ts";
import { chapters } from "../../../tools/audit/chapters.ts";
import { type KnownPerson, makeKnownPerson } from "./known-person.ts";
import { filesWith, tablesWith } from "./marked-places.ts";
import { inStores } from "./purchase/stores.ts";
import { type RunningMarket, startRunningMarket } from "./running-market.ts";
import { address, guest } from "./shop/buyer.ts";
import { customer } from "./shop/customer.ts";
import { type Staff, staffOf } from "./shop/goods.ts";
import type { OrderJson, TokensJson } from "./shop/json.ts";
import { rest } from "./shop/rest.ts";

interface PrivacyRequestJson {
  readonly privacyRequestId: string;
  readonly userId: string;
  readonly state: string;
  readonly outstanding: readonly { readonly service: string; readonly waitingCount: number }[];
}

let market: RunningMarket;
let admin: string;
let staff: Staff;
let person: KnownPerson;
let exportId = "";

beforeAll(async () => {
  const pace = { USER_ERASURE_GRACE: "2s", USER_ERASURE_DEADLINE: "2s", USER_ERASURE_SETTLE: "200ms" };
  const settings = { ...pace, USER_ERASURE_RETRY: "1s", MESH_LOG_LEVEL: "debug" };
  market = await startRunningMarket("one", settings);
  admin = await market.token("admin");
  staff = staffOf(market.url, await market.token());
  person = await makeKnownPerson(market, staff, admin);
}, 60_000);
afterAll(() => market?.remove());

/** PostgreSQL's own files, and what is the world's: it got mails, parcels and payments. */
const outside = ["postgres", "mailbox", "stripe", "carrier"];
const mine = "/v1/users/me/privacy-requests";
const desk = <T>(route: string, body?: unknown) => rest<T>(market.url, route, { token: admin, body });
const answerOf = async (asked: Promise<{ privacyRequest: PrivacyRequestJson }>) => (await asked).privacyRequest;
const read = (id: string) => answerOf(desk<{ privacyRequest: PrivacyRequestJson }>(`GET /v1/privacy-requests/${id}`));

test("a request can be taken back before it starts, by who made it, and made again", async () => {
  const [one, other] = [await customer(market.url), await customer(market.url)];
  const ask = async (route: string) => answerOf(one.ask(route, {}));
  const asked = await ask(`POST ${mine}:erase`);
  expect(asked).toMatchObject({ userId: one.userId, state: "PRIVACY_REQUEST_STATE_SCHEDULED" });
  await expect(ask(`POST ${mine}:erase`)).rejects.toMatchObject({ reason: "PRIVACY_REQUEST_OPEN" });
  const cancel = `POST ${mine}/${asked.privacyRequestId}:cancel`;
  await expect(other.ask(cancel, {})).rejects.toMatchObject({ status: 404 });
  await expect(other.ask(`GET ${mine}/${asked.privacyRequestId}`)).rejects.toMatchObject({ status: 404 });
  expect(await ask(cancel)).toMatchObject({ state: "PRIVACY_REQUEST_STATE_CANCELLED" });
  const again = await ask(`POST ${mine}:erase`);
  const { privacyRequests } = await one.ask<{ privacyRequests: PrivacyRequestJson[] }>(`GET ${mine}`);
  expect(privacyRequests.map(({ privacyRequestId }) => privacyRequestId)).toEqual([
    again.privacyRequestId,
    asked.privacyRequestId,
  ]);
  await ask(`POST ${mine}/${again.privacyRequestId}:cancel`);
});

/** What is in the archive of an export, by file. */
async function download(path: string, token: string) {
  const response = await fetch(`${market.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  expect(response.headers.get("content-type")).toBe("application/zip");
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
  return Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)] as const);
}

test("export of a person: one archive with everything they left with any service, and nothing of others or of secrets", async () => {
  const other = await customer(market.url);
  const theirs = `zq${randomUUID().slice(0, 8)}`;
  await other.ask("PATCH /v1/users/me", { displayName: theirs });
  await other.ask("POST /v1/users/me/addresses", { label: theirs, address });
  const { ask, token, userId } = person.buyer;
  const { privacyRequestId } = await answerOf(ask(`POST ${mine}:export`, { requestId: "export" }));
  exportId = privacyRequestId;
  const completed = await eventually(
    async () => {
      const found = await answerOf(ask(`GET ${mine}/${privacyRequestId}`));
      expect(found).toMatchObject({ state: "PRIVACY_REQUEST_STATE_COMPLETED", outstanding: [] });
      return found;
    },
    { timeoutMs: 10_000, intervalMs: 50 },
  );
  expect(completed).toMatchObject({ kind: "PRIVACY_REQUEST_KIND_EXPORT", expireTime: expect.stringMatching(/^20/) });
  const archive = `${mine}/${privacyRequestId}/archive`;
  const files = await download(archive, token);
  expect(files.map(([name]) => name)).toEqual(
    erasureStages
      .flat()
      .map((service) => `${service}.json`)
      .toSorted(),
  );
  const said = (text: string) => files.filter(([, json]) => json.includes(text)).map(([name]) => name);
  const { mark, email } = person;
  expect(Object.fromEntries(wordsOf(mark).map((words) => [words, said(words)]))).toEqual({
    [email]: ["auth.json", "notification.json", "order.json", "user.json"],
    [`Ada ${mark}`]: ["auth.json", "order.json", "shipping.json", "user.json"],
    [`Street ${mark} 1`]: ["order.json", "shipping.json", "user.json"],
    [`Floor ${mark}`]: ["order.json", "shipping.json", "user.json"],
    [`City ${mark}`]: ["order.json", "shipping.json", "user.json"],
    "+49301234567": ["order.json", "shipping.json", "user.json"],
    [`Home ${mark}`]: ["user.json"],
    [`For ${mark}`]: ["user.json"],
    [`like ${mark}`]: ["user.json"],
    marketing_email: ["user.json"],
    [`key ${mark}`]: ["auth.json"],
    [`mind of ${mark}`]: ["order.json"],
    [`call of ${mark}`]: ["order.json"],
    [`sorry, ${mark}`]: ["payment.json"],
    regulars: ["pricing.json"],
  });
  for (const orderId of person.orderIds) expect(said(uuidFromId(orderId))).toContain("order.json");
  for (const foreign of [theirs, other.email, uuidFromId(other.userId)]) expect(said(foreign)).toEqual([]);
  for (const secret of ["argon2", "hash", "secret", "25504446"])
    expect({ secret, files: said(secret) }).toEqual({ secret, files: [] });
  expect(await download(`/v1/privacy-requests/${privacyRequestId}/archive`, admin)).toEqual(files);
  await expect(download(archive, other.token)).rejects.toThrow("404");
  await expect(download(`/v1/privacy-requests/${privacyRequestId}/archive`, other.token)).rejects.toThrow("403");
  expect(userId).toBe(completed.userId);
}, 30_000);

/** What the person left, as they wrote it. */
const wordsOf = (mark: string) => [
  ...[
    `${mark}@ultramarket.example`,
    `Ada ${mark}`,
    `Street ${mark} 1`,
    `Floor ${mark}`,
    `City ${mark}`,
    "+49301234567",
  ],
  ...[`Home ${mark}`, `For ${mark}`, `like ${mark}`, "marketing_email", `key ${mark}`, `mind of ${mark}`],
  ...[`call of ${mark}`, `sorry, ${mark}`, "regulars"],
];

test("every service that keeps a user id takes part in erasures, but for what the staff did", async () => {
  const sql = `SELECT DISTINCT table_schema AS schema FROM information_schema.columns
    WHERE column_name = 'user_id' AND table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`;
  const schemas = (await inStores<{ schema: string }>(market, sql, [])).map(({ schema }) => schema);
  const ofTheStaff = ["inventory"];
  expect(schemas.filter((schema) => !ofTheStaff.includes(schema))).toEqual(erasureStages.flat().toSorted());
});

test("erasure of a person: nothing of them is left in any table of any service, nor in the logs", async () => {
  const url = await market.databaseUrl();
  const places = await tablesWith(url, person.mark);
  expect(places).toEqual(
    expect.arrayContaining([
      ...[
        "auth.accounts",
        "auth.api_keys",
        "user.profiles",
        "user.addresses",
        "user.wish_lists",
        "user.wish_list_items",
      ],
      ...[
        "user.idempotency_keys",
        "user.privacy_documents",
        "order.carts",
        "order.orders",
        "order.draft_orders",
        "order.credits",
      ],
      ...["order.order_audit", "order.order_requests", "order.idempotency_keys", "shipping.shipments"],
      ...["notification.notifications", "payment.transfer_notes", "payment.idempotency_keys"],
    ]),
  );
  const before = await Promise.all(person.orderIds.map((id) => desk<{ order: OrderJson }>(`GET /v1/orders/${id}`)));
  const visitor = await guest(market.url);
  const asked = [await answerOf(visitor.ask(`POST ${mine}:erase`, {}))];
  asked.push(await answerOf(person.buyer.ask(`POST ${mine}:erase`, { requestId: "erase" })));
  for (const { privacyRequestId } of asked) {
    await eventually(
      async () => expect(await read(privacyRequestId)).toMatchObject({ state: "PRIVACY_REQUEST_STATE_COMPLETED" }),
      { timeoutMs: 30_000, intervalMs: 100 },
    );
  }
  await expect(visitor.ask("GET /v1/users/me")).rejects.toMatchObject({ status: 401 });
  expect(await tablesWith(url, person.mark)).toEqual([]);
  expect(await tablesWith(url, "49301234567")).toEqual([]);
  expect(await filesWith(market.dataDir, person.mark, outside)).toEqual([]);
  const after = await Promise.all(person.orderIds.map((id) => desk<{ order: OrderJson }>(`GET /v1/orders/${id}`)));
  const kept = ({ order: { orderNumber, state, total, lines } }: { order: OrderJson }) => ({
    ...{ orderNumber, state, total, lines },
  });
  expect(after.map(kept)).toEqual(before.map(kept));
}, 60_000);

test("who was erased has no access any more, and their e-mail may register as somebody new", async () => {
  const { buyer, email, password, refreshToken, apiKey } = person;
  await expect(buyer.ask("GET /v1/users/me")).rejects.toMatchObject({ status: 401 });
  const refused = { status: 401 };
  await expect(rest(market.url, "POST /v1/auth:refresh", { body: { refreshToken } })).rejects.toMatchObject(refused);
  await expect(rest(market.url, "GET /v1/users/me", { token: apiKey })).rejects.toMatchObject(refused);
  const signIn = rest(market.url, "POST /v1/auth:signIn", { body: { email, password } });
  await expect(signIn).rejects.toMatchObject({ reason: "CREDENTIALS_WRONG" });
  const body = { email, password, displayName: "Ada" };
  const { userId, accessToken } = await rest<TokensJson>(market.url, "POST /v1/auth:register", { body });
  expect(userId).not.toBe(buyer.userId);
  await expect(download(`/v1/privacy-requests/${exportId}/archive`, admin)).rejects.toThrow("EXPORT_NOT_READY");
  const orders = await rest<{ orders?: readonly object[] }>(market.url, "GET /v1/orders", { token: accessToken });
  expect(orders.orders ?? []).toEqual([]);
});

test("orders, money and stock hold after an erasure", async () => {
  const url = await market.databaseUrl();
  const findings = await audit({ url, chapters: chapters({ atRest: true }), settleMs: 5_000 });
  const broken = findings.filter(({ count }) => count > 0);
  expect(broken.map(({ check, violations }) => ({ title: check.title, violations }))).toEqual([]);
}, 30_000);
