import { decodeJwt } from "jose";
import { eventually } from "#mesh/testing";
import { aRegistration, ids, password } from "./builders.ts";
import { isAccepted, type Market, refusal, startAnother, startMarket } from "./market.ts";

let market: Market;

beforeAll(async () => {
  market = await startMarket();
});
afterAll(() => market?.close());

/** A user of these roles, signed in. */
async function aUser(...roles: string[]) {
  const registration = aRegistration();
  const { userId } = await market.auth.register(registration);
  if (roles.length > 0) await market.accounts.setRoles({ userId, roles, requestId: "" }, market.admin);
  const { accessToken } = await market.auth.signIn(registration);
  return { userId, as: { token: accessToken } };
}

type User = Awaited<ReturnType<typeof aUser>>;

const wanted = (change: { name?: string; scopes?: string[]; expireTime?: Date } = {}) => ({
  name: "nightly import",
  scopes: [] as string[],
  expireTime: undefined,
  ...change,
});
const create = ({ as }: User, change = {}) => market.apiKeys.createApiKey(wanted(change), as);
const exchange = async (secret: string) => (await market.keyExchange.exchangeApiKey({ secret })).accessToken;
const revoke = ({ as }: Pick<User, "as">, apiKeyId = "", requestId = "") =>
  market.apiKeys.revokeApiKey({ apiKeyId, requestId }, as);
const list = ({ as }: Pick<User, "as">, change = {}) =>
  market.apiKeys.listApiKeys({ pageSize: 0, pageToken: "", userId: "", ...change }, as);
const invalid = refusal("API_KEY_INVALID", { kind: "UNAUTHENTICATED", metadata: {} });

test("a key gives tokens with its scopes, of a session that is the key, for five minutes", async () => {
  const user = await aUser("staff");
  const { apiKey, secret } = await create(user, { scopes: ["product.write", "order.read"] });
  expect(secret).toMatch(/^umk_[\w-]{43}$/);
  const claims = decodeJwt(await exchange(secret));
  expect(claims).toMatchObject({
    sub: user.userId,
    sid: apiKey?.apiKeyId,
    permissions: ["order.read", "product.write"],
  });
  expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(300);
});

test("the secret is told once: a list shows the rest, and when the key was used", async () => {
  const user = await aUser();
  const expireTime = new Date(Date.now() + 60_000);
  const { apiKey, secret } = await create(user, { expireTime });
  const { apiKeyId, createTime } = apiKey ?? {};
  const shown = { apiKeyId, name: "nightly import", scopes: [], lastFour: secret.slice(-4), createTime, expireTime };
  expect((await list(user)).apiKeys).toEqual([{ ...shown, lastUseTime: undefined }]);
  await exchange(secret);
  expect((await list(user)).apiKeys).toEqual([{ ...shown, lastUseTime: expect.any(Date) }]);
});

test("a key does not outlast what its user may do", async () => {
  const user = await aUser("staff");
  const { secret } = await create(user, { scopes: ["product.write"] });
  const before = await exchange(secret);
  await market.accounts.setRoles({ userId: user.userId, roles: ["customer"], requestId: "" }, market.admin);
  expect(await isAccepted(market, before)).toBe(false);
  const after = await exchange(secret);
  expect([await isAccepted(market, after), decodeJwt(after).permissions]).toEqual([true, []]);
});

test("a revoked key and its tokens end, at once where it was and within a second elsewhere", async () => {
  const other = await startAnother(market);
  const user = await aUser();
  const { apiKey, secret } = await create(user);
  const token = await exchange(secret);
  expect(await isAccepted(other, token)).toBe(true);
  await revoke(user, apiKey?.apiKeyId);
  const start = performance.now();
  expect(await isAccepted(market, token)).toBe(false);
  await expect(exchange(secret)).rejects.toThrow(invalid);
  await eventually(async () => !(await isAccepted(other, token)));
  expect(performance.now() - start).toBeLessThan(1_000);
  expect((await list(user)).apiKeys).toEqual([]);
  await other.close();
});

test("wrong and expired keys are refused alike", async () => {
  const user = await aUser();
  const { secret } = await create(user, { expireTime: new Date(Date.now() + 500) });
  await expect(exchange(`${secret.slice(0, -1)}~`)).rejects.toThrow(invalid);
  await eventually(async () => {
    await expect(exchange(secret)).rejects.toThrow(invalid);
  });
});

test("no key is above its maker, has a name twice, is a guest's, or ends before it begins", async () => {
  const user = await aUser();
  const above = refusal("SCOPE_ABOVE_OWN", { kind: "PERMISSION_DENIED", metadata: { permission: "order.read" } });
  await expect(create(user, { scopes: ["order.read"] })).rejects.toThrow(above);
  await create(user);
  await expect(create(user)).rejects.toThrow(refusal("API_KEY_NAME_TAKEN", { kind: "ALREADY_EXISTS" }));
  const guest = { userId: "", as: { token: (await market.auth.startGuestSession({})).accessToken } };
  await expect(create(guest)).rejects.toThrow(refusal("ACCOUNT_REQUIRED"));
  const past = create(user, { name: "late", expireTime: new Date(0) });
  const fields = [expect.objectContaining({ field: "expire_time" })];
  await expect(past).rejects.toThrow(refusal("INVALID_REQUEST", { fields }));
});

test("a key reads lists, but makes and ends no keys, and changes no password", async () => {
  const user = await aUser("admin");
  const { apiKey, secret } = await create(user, { scopes: ["*"] });
  const key = { userId: user.userId, as: { token: await exchange(secret) } };
  const sessionRequired = refusal("SESSION_REQUIRED", { kind: "PERMISSION_DENIED" });
  expect((await list(key)).apiKeys).toHaveLength(1);
  await expect(create(key, { name: "child" })).rejects.toThrow(sessionRequired);
  await expect(revoke(key, apiKey?.apiKeyId)).rejects.toThrow(sessionRequired);
  const passwords = { currentPassword: password, newPassword: "a jug of stoneware" };
  await expect(market.credentials.changePassword(passwords, key.as)).rejects.toThrow(sessionRequired);
});

test("keys are their user's own; staff with the permission list and end others', once under one request id", async () => {
  const [owner, other, staff, admin] = [await aUser(), await aUser(), await aUser("staff"), await aUser("admin")];
  const { apiKey } = await create(owner);
  const others = { userId: owner.userId };
  await expect(list(other, others)).rejects.toThrow(
    refusal("PERMISSION_MISSING", { metadata: { permission: "auth.read" } }),
  );
  expect((await list(staff, others)).apiKeys).toEqual([apiKey]);
  await expect(revoke(other, apiKey?.apiKeyId)).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
  await expect(revoke(staff, apiKey?.apiKeyId)).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
  const requestId = ids.uuid();
  await Promise.all([1, 2, 3].map(() => revoke(admin, apiKey?.apiKeyId, requestId)));
  await expect(revoke(admin, ids.next("key"), requestId)).rejects.toThrow(refusal("REQUEST_ID_REUSED"));
  expect((await list(owner)).apiKeys).toEqual([]);
});
