import { decodeJwt } from "jose";
import { authService } from "../../../services/auth/src/service.ts";
import { startTestMarket, type TestMarket } from "./market.ts";
import { type Customer, customer } from "./shop/customer.ts";
import { rest } from "./shop/rest.ts";
import { anAdminOfTwoSessions } from "./shop/two-sessions.ts";

let market: TestMarket;
let support: Awaited<ReturnType<typeof aSupporter>>;

beforeAll(async () => {
  market = await startTestMarket({}, [authService]);
  support = await aSupporter();
}, 60_000);
afterAll(() => market?.close());

interface ImpersonationJson {
  readonly sessionId: string;
  readonly userId: string;
  readonly actorUserId: string;
  readonly reason: string;
  readonly createTime: string;
  readonly expireTime: string;
  readonly endTime?: string;
}
interface StartedJson {
  readonly impersonation: ImpersonationJson;
  readonly accessToken: string;
}

/** Somebody who may act for customers, and do nothing else. */
async function aSupporter() {
  const token = await market.tokenFor(["*"]);
  const role = { name: "support", permissions: ["auth.impersonate", "auth.read"] };
  await rest(market.url, "POST /v1/auth/roles", { token, body: role });
  const { userId, email, password } = await customer(market.url);
  await rest(market.url, `POST /v1/auth/accounts/${userId}:setRoles`, { token, body: { roles: ["support"] } });
  const signIn = { body: { email, password } };
  return { userId, ...(await rest<{ accessToken: string }>(market.url, "POST /v1/auth:signIn", signIn)) };
}

const start = (userId: string, token = support.accessToken, reason = "cannot find an order") =>
  rest<StartedJson>(market.url, `POST /v1/auth/accounts/${userId}:impersonate`, { token, body: { reason } });
const recorded = async (userId: string) => {
  const route = `GET /v1/auth/impersonations?userId=${userId}`;
  const { accessToken: token } = support;
  return (await rest<{ impersonations: ImpersonationJson[] }>(market.url, route, { token })).impersonations;
};
const sessionsOf = async ({ token }: Pick<Customer, "token">) =>
  (
    await rest<{ sessions: { sessionId: string; impersonation: boolean }[] }>(market.url, "GET /v1/auth/sessions", {
      token,
    })
  ).sessions;
const signOut = (token: string) => rest(market.url, "POST /v1/auth:signOut", { token, body: {} });

test("who acts for a user has their rights for 15 minutes, by a token that says so, and it is on record", async () => {
  const user = await customer(market.url);
  const { impersonation, accessToken } = await start(user.userId);
  const claims = decodeJwt(accessToken);
  const { sessionId } = impersonation;
  const said = { sub: user.userId, sid: sessionId, permissions: [], act: { sub: support.userId } };
  expect(claims).toMatchObject(said);
  expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(900);
  expect(impersonation).toMatchObject({ actorUserId: support.userId, reason: "cannot find an order" });
  expect(impersonation.endTime).toBeUndefined();
  expect(await recorded(user.userId)).toEqual([impersonation]);
  await signOut(accessToken);
  const [ended] = await recorded(user.userId);
  expect(ended).toEqual({ ...impersonation, endTime: expect.any(String) });
  await expect(signOut(accessToken)).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
});

test("who acts for a user is refused what is the user's own", async () => {
  const user = await customer(market.url);
  const { accessToken: token } = await start(user.userId);
  const refused = { status: 403, reason: "IMPERSONATION_REFUSED" };
  const attempts: readonly (readonly [string, object?])[] = [
    ["POST /v1/auth/api-keys", { name: "mine now" }],
    ["POST /v1/auth:changePassword", { currentPassword: user.password, newPassword: "a jug of stoneware" }],
    ["POST /v1/auth/factors", { name: "mine now", password: user.password }],
    ["POST /v1/auth/sessions:endOthers", {}],
    ["POST /v1/auth:signOutEverywhere", {}],
    ["POST /v1/auth:requestEmailVerification", {}],
    [`POST /v1/auth/api-keys/key_0${"a".repeat(25)}:revoke`, {}],
    ["GET /v1/auth/sessions"],
  ];
  for (const [route, body] of attempts) {
    const { reason, status } = await rest(market.url, route, { token, body }).then(
      () => ({ reason: "done", status: 200 }),
      (error) => error,
    );
    expect([route, status, reason]).toEqual([route, refused.status, refused.reason]);
  }
  const boss = await market.tokenFor(["*"]);
  const { userId } = await customer(market.url);
  await rest(market.url, `POST /v1/auth/accounts/${user.userId}:setRoles`, {
    token: boss,
    body: { roles: ["support"] },
  });
  const nested = await start(user.userId);
  await expect(start(userId, nested.accessToken)).rejects.toMatchObject(refused);
});

test("the user sees who acts for them among their sessions, and ends it", async () => {
  const user = await customer(market.url);
  const { impersonation, accessToken } = await start(user.userId);
  const { sessionId } = impersonation;
  const shown = (await sessionsOf(user)).map((session) => [session.sessionId, session.impersonation]);
  expect(shown).toEqual([
    [sessionId, true],
    [expect.any(String), false],
  ]);
  await rest(market.url, `POST /v1/auth/sessions/${sessionId}:revoke`, { token: user.token, body: {} });
  await expect(signOut(accessToken)).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
  expect((await recorded(user.userId))[0]?.endTime).toEqual(expect.any(String));
});

test("nobody acts for who may do more, for nobody, by an API key, or without the permission", async () => {
  const { userId: admin } = await anAdminOfTwoSessions(market);
  await expect(start(admin)).rejects.toMatchObject({ status: 403, reason: "IMPERSONATION_ABOVE_OWN" });
  expect(await recorded(admin)).toEqual([]);
  const user = await customer(market.url);
  await expect(start(support.userId, user.token)).rejects.toMatchObject({ reason: "PERMISSION_MISSING" });
  const unknown = `usr_0${"a".repeat(25)}`;
  await expect(start(unknown)).rejects.toMatchObject({ reason: "RESOURCE_NOT_FOUND" });
  await expect(start(user.userId, support.accessToken, "")).rejects.toMatchObject({ reason: "INVALID_REQUEST" });
  const body = { name: "robot", scopes: ["auth.impersonate"] };
  const key = { token: support.accessToken, body };
  const { secret } = await rest<{ secret: string }>(market.url, "POST /v1/auth/api-keys", key);
  await expect(start(user.userId, secret)).rejects.toMatchObject({ reason: "SESSION_REQUIRED" });
});

test("who has a second factor acts for others only with a fresh proof", async () => {
  const { unproven, proven } = await anAdminOfTwoSessions(market);
  const user = await customer(market.url);
  await expect(start(user.userId, unproven)).rejects.toMatchObject({ reason: "STEP_UP_REQUIRED" });
  await start(user.userId, proven);
});
