import { decodeJwt } from "jose";
import pg from "pg";
import { uuidFromId } from "#mesh/kernel";
import { aRegistration, ids, password } from "./builders.ts";
import { type Market, refusal, startMarket } from "./market.ts";

let market: Market;

beforeAll(async () => {
  market = await startMarket();
});
afterAll(() => market?.close());

/** Changes a row behind the back of the service, so that no verifier hears of it. */
async function secretly(text: string, id: string): Promise<void> {
  const client = new pg.Client({ connectionString: market.env.DATABASE_URL });
  await client.connect();
  try {
    expect((await client.query({ text, values: [uuidFromId(id)] })).rowCount).toBe(1);
  } finally {
    await client.end();
  }
}

const endSession = "UPDATE auth.sessions SET end_time = now() WHERE session_id = $1";
const changeAccess = "UPDATE auth.accounts SET auth_version = auth_version + 1 WHERE user_id = $1";
const revokeKey = "UPDATE auth.api_keys SET revoke_time = now() WHERE api_key_id = $1";

/** An admin, signed in. */
async function anAdmin() {
  const registration = aRegistration();
  const { userId } = await market.auth.register(registration);
  await market.accounts.setRoles({ userId, roles: ["admin"], requestId: "" }, market.admin);
  const { accessToken: token } = await market.auth.signIn(registration);
  return { userId, sessionId: String(decodeJwt(token).sid), as: { token } };
}

type As = { readonly token: string };

const create = (as: As, scopes: string[] = []) =>
  market.apiKeys.createApiKey({ name: ids.uuid(), scopes, expireTime: undefined }, as);
const list = (as: As) => market.apiKeys.listApiKeys({ pageSize: 0, pageToken: "", userId: "" }, as);
const setRoles = async (as: As) => {
  const { userId } = await market.auth.register(aRegistration());
  return market.accounts.setRoles({ userId, roles: ["clerk"], requestId: "" }, as);
};
const sensitive: readonly (readonly [string, (as: As) => Promise<unknown>])[] = [
  ["CreateApiKey", create],
  ["SetRoles", setRoles],
  [
    "ChangePassword",
    (as) => market.credentials.changePassword({ currentPassword: password, newPassword: "a jug of stoneware" }, as),
  ],
];
const invalid = refusal("TOKEN_INVALID", { kind: "UNAUTHENTICATED", metadata: {} });

test.each(sensitive)("%s looks the session up: what ended unheard does not get in", async (_, call) => {
  const [signedOut, changed] = [await anAdmin(), await anAdmin()];
  await secretly(endSession, signedOut.sessionId);
  await secretly(changeAccess, changed.userId);
  for (const { as } of [signedOut, changed]) {
    await expect(list(as)).resolves.toBeDefined();
    await expect(call(as)).rejects.toThrow(invalid);
  }
  await call((await anAdmin()).as);
});

test("an API key is looked up like a session", async () => {
  const { as } = await anAdmin();
  const { apiKey, secret } = await create(as, ["*"]);
  const key = { token: (await market.keyExchange.exchangeApiKey({ secret })).accessToken };
  await setRoles(key);
  await secretly(revokeKey, apiKey?.apiKeyId ?? "");
  await expect(list(key)).resolves.toBeDefined();
  await expect(setRoles(key)).rejects.toThrow(invalid);
});

test("sessions of guests hold until they end, those of nobody's making never do", async () => {
  const check = (userId: string, sessionId: string) =>
    market.sessions.checkSession({ userId, sessionId, accessVersion: 0n, freshProof: true });
  const guest = await market.auth.startGuestSession({});
  const { sub = "", sid } = decodeJwt(guest.accessToken);
  await expect(check(sub, String(sid))).resolves.toEqual({});
  await market.auth.signOut({}, { token: guest.accessToken });
  await expect(check(sub, String(sid))).rejects.toThrow(invalid);
  await expect(check(sub, "made-elsewhere")).rejects.toThrow(invalid);
});
