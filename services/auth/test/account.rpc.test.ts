import { decodeJwt } from "jose";
import { eventually } from "#mesh/testing";
import { aRegistration, ids } from "./builders.ts";
import { isAccepted, type Market, refusal, startMarket } from "./market.ts";

let market: Market;
let auth: Market["auth"];
let accounts: Market["accounts"];

beforeAll(async () => {
  market = await startMarket();
  ({ auth, accounts } = market);
});
afterAll(() => market?.close());

const setRoles = (userId: string, roles: string[], by = market.admin, requestId = "") =>
  accounts.setRoles({ userId, roles, requestId }, by);

test("other roles end access tokens given out before, and a refresh gives one with the new permissions", async () => {
  const before = await auth.register(aRegistration());
  const { account } = await setRoles(before.userId, ["clerk", "customer"]);
  expect(account?.roles).toEqual(["clerk", "customer"]);
  expect(await isAccepted(market, before.accessToken)).toBe(false);
  const after = await auth.refreshSession(before);
  expect(await isAccepted(market, after.accessToken)).toBe(true);
  expect(decodeJwt(after.accessToken)).toMatchObject({ ver: 2, permissions: expect.arrayContaining(["order.draft"]) });
  await eventually(() =>
    market.heard.some(({ subject, key }) => subject === "auth.v1.roles_changed" && key === before.userId),
  );
});

test("the same roles end nothing", async () => {
  const user = await auth.register(aRegistration());
  await setRoles(user.userId, ["customer"]);
  expect(await isAccepted(market, user.accessToken)).toBe(true);
});

test("roles change once under one request id, and other content under it is refused", async () => {
  const { userId } = await auth.register(aRegistration());
  const requestId = ids.uuid();
  const outcomes = await Promise.all([1, 2, 3].map(() => setRoles(userId, ["clerk"], market.admin, requestId)));
  expect(new Set(outcomes.map(({ account }) => account?.roles.join()))).toEqual(new Set(["clerk"]));
  await expect(setRoles(userId, ["staff"], market.admin, requestId)).rejects.toThrow(refusal("REQUEST_ID_REUSED"));
});

test("roles that do not exist, that are above the caller's own, and accounts that are not there are refused", async () => {
  const { userId } = await auth.register(aRegistration());
  const unknown = refusal("ROLE_UNKNOWN", { kind: "INVALID_ARGUMENT", metadata: { role: "king" } });
  await expect(setRoles(userId, ["king"])).rejects.toThrow(unknown);
  const helper = { token: await market.tokenFor(["auth.write"]) };
  const above = refusal("ROLE_ABOVE_OWN", { kind: "PERMISSION_DENIED", metadata: { role: "admin" } });
  await expect(setRoles(userId, ["admin"], helper)).rejects.toThrow(above);
  await expect(setRoles(ids.next("usr"), ["customer"])).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
  const own = { token: (await auth.register(aRegistration())).accessToken };
  await expect(setRoles(userId, ["admin"], own)).rejects.toThrow(refusal("PERMISSION_MISSING"));
  const nobody = accounts.setRoles({ userId, roles: ["admin"], requestId: "" });
  await expect(nobody).rejects.toThrow(refusal("SIGN_IN_REQUIRED"));
});

test("ending a user's sessions ends all their tokens, and signing in begins anew", async () => {
  const request = aRegistration();
  const pairs = [await auth.register(request), await auth.signIn(request)];
  const end = () => accounts.endSessions({ userId: pairs[0]?.userId ?? "", requestId: "" }, market.admin);
  await end();
  for (const { accessToken, refreshToken } of pairs) {
    expect(await isAccepted(market, accessToken)).toBe(false);
    await expect(auth.refreshSession({ refreshToken })).rejects.toThrow(refusal("REFRESH_TOKEN_INVALID"));
  }
  await end();
  const next = await auth.signIn(request);
  expect(await isAccepted(market, next.accessToken)).toBe(true);
});

test("ending a guest's session ends their tokens, as often as it is asked for", async () => {
  const { userId, accessToken, refreshToken } = await auth.startGuestSession({});
  for (let time = 0; time < 2; time++) await accounts.endSessions({ userId, requestId: "" }, market.admin);
  expect(await isAccepted(market, accessToken)).toBe(false);
  await expect(auth.refreshSession({ refreshToken })).rejects.toThrow(refusal("REFRESH_TOKEN_INVALID"));
});

test("staff read accounts by id, by e-mail and by pages, newest first; others do not", async () => {
  const reader = { token: await market.tokenFor(["auth.read"]) };
  const request = aRegistration({ displayName: "Grace" });
  const made = [
    await auth.register(request),
    await auth.register(aRegistration()),
    await auth.register(aRegistration()),
  ];
  const list = (change: object = {}) =>
    accounts.listAccounts({ pageSize: 2, pageToken: "", email: "", ...change }, reader);
  const first = await list();
  const second = await list({ pageToken: first.nextPageToken });
  const seen = [...first.accounts, ...second.accounts].slice(0, 3);
  expect(seen.map(({ userId }) => userId)).toEqual(made.toReversed().map(({ userId }) => userId));

  const { account } = await accounts.getAccount({ userId: made[0]?.userId ?? "" }, reader);
  expect(account).toMatchObject({ displayName: "Grace", email: request.email, createTime: expect.any(Date) });
  expect((await list({ email: request.email.toUpperCase() })).accounts).toEqual([account]);
  expect(await list({ email: "nobody@example.com" })).toEqual({ accounts: [], nextPageToken: "" });

  const elsewhere = list({ email: request.email, pageToken: first.nextPageToken });
  await expect(elsewhere).rejects.toThrow(refusal("PAGE_TOKEN_INVALID"));
  const absent = accounts.getAccount({ userId: ids.next("usr") }, reader);
  await expect(absent).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
  const own = { token: made[0]?.accessToken ?? "" };
  await expect(accounts.getAccount({ userId: made[0]?.userId ?? "" }, own)).rejects.toThrow(
    refusal("PERMISSION_MISSING"),
  );
});
