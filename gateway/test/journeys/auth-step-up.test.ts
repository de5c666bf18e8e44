import { authService } from "../../../services/auth/src/service.ts";
import { startTestMarket, type TestMarket } from "./market.ts";
import { customer } from "./shop/customer.ts";
import { rest } from "./shop/rest.ts";
import { anAdminOfTwoSessions } from "./shop/two-sessions.ts";

let market: TestMarket;

beforeAll(async () => {
  market = await startTestMarket({}, [authService]);
}, 60_000);
afterAll(() => market?.close());

const stepUpRequired = { status: 403, reason: "STEP_UP_REQUIRED" };
let keys = 0;
const makeKey = (token: string, scopes: string[] = []) =>
  rest<{ secret: string }>(market.url, "POST /v1/auth/api-keys", { token, body: { name: `key ${keys++}`, scopes } });
const makeRole = (token: string) => {
  const body = { name: `desk-${keys++}`, permissions: [] };
  return rest(market.url, "POST /v1/auth/roles", { token, body });
};

test("what a session has shown says nothing of the others of the user", async () => {
  const { proven, unproven, stepUp, used } = await anAdminOfTwoSessions(market);
  await makeKey(proven);
  await expect(makeKey(unproven)).rejects.toMatchObject(stepUpRequired);
  await expect(stepUp(unproven, used)).rejects.toMatchObject({ status: 400, reason: "CODE_WRONG" });
  await expect(makeKey(unproven)).rejects.toMatchObject(stepUpRequired);
  const { expireTime } = await stepUp(unproven);
  expect(Math.abs(Date.parse(expireTime) - Date.now() - 600_000)).toBeLessThan(60_000);
  await makeKey(unproven);
});

test("a sign-in with a code is a fresh proof, and a refresh keeps it", async () => {
  const { signIn, nextRecoveryCode, unproven } = await anAdminOfTwoSessions(market);
  const { accessToken, refreshToken } = await signIn(nextRecoveryCode());
  await makeKey(accessToken);
  const body = { refreshToken };
  const refreshed = await rest<{ accessToken: string }>(market.url, "POST /v1/auth:refresh", { body });
  await makeKey(refreshed.accessToken);
  await expect(makeKey(unproven)).rejects.toMatchObject(stepUpRequired);
});

test("without a fresh proof the staff ends nobody else's session, and its own at any time", async () => {
  const { unproven, stepUp, proven } = await anAdminOfTwoSessions(market);
  const other = await customer(market.url);
  type SessionsJson = { sessions: { sessionId: string; current: boolean }[] };
  const listed = (token: string) => rest<SessionsJson>(market.url, "GET /v1/auth/sessions", { token });
  const [theirs] = (await listed(other.token)).sessions;
  const revoke = (sessionId: string | undefined) =>
    rest(market.url, `POST /v1/auth/sessions/${sessionId}:revoke`, { token: unproven, body: {} });
  await expect(revoke(theirs?.sessionId)).rejects.toMatchObject(stepUpRequired);
  expect((await listed(other.token)).sessions).toHaveLength(1);
  const endAll = () =>
    rest(market.url, `POST /v1/auth/accounts/${other.userId}:endSessions`, { token: unproven, body: {} });
  await expect(endAll()).rejects.toMatchObject(stepUpRequired);
  const own = (await listed(proven)).sessions.find(({ current }) => current);
  await revoke(own?.sessionId);
  await expect(listed(proven)).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
  await stepUp(unproven);
  await revoke(theirs?.sessionId);
  await expect(listed(other.token)).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
});

test("an API key, for which nobody is there to show a code, does what its scopes say", async () => {
  const { proven, unproven } = await anAdminOfTwoSessions(market);
  const { secret } = await makeKey(proven, ["*"]);
  await expect(makeRole(unproven)).rejects.toMatchObject(stepUpRequired);
  await makeRole(secret);
});

test("accounts without a second factor, and guests, are asked for nothing", async () => {
  const { token } = await customer(market.url);
  await makeKey(token);
  const stepUp = (by: string) => rest(market.url, "POST /v1/auth:stepUp", { token: by, body: { code: "123456" } });
  await expect(stepUp(token)).rejects.toMatchObject({ reason: "CODE_WRONG" });
  const { accessToken: guest } = await rest<{ accessToken: string }>(market.url, "POST /v1/auth:guest", { body: {} });
  await expect(stepUp(guest)).rejects.toMatchObject({ reason: "ACCOUNT_REQUIRED" });
});
