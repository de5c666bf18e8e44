import type { ApiKeyStore } from "../src/app/api-key-ports.ts";
import type { AccountStore, SessionStore } from "../src/app/ports.ts";
import { type ApiKey, apiKeyLimits } from "../src/domain/api-key.ts";
import { aNewAccount, ids, noon } from "./builders.ts";

export interface ApiKeyStores {
  readonly accounts: AccountStore;
  readonly sessions: SessionStore;
  readonly apiKeys: ApiKeyStore;
}

const after = (ms: number) => new Date(noon.getTime() + ms);
const reason = (name: string) => expect.objectContaining({ reason: name });

/** What every engine that keeps API keys must do. */
export function apiKeyStoreContract(stores: () => ApiKeyStores): void {
  const aUser = async () => {
    const made = aNewAccount();
    await stores().accounts.create(made);
    return made.account.userId;
  };
  const aKey = (change: Partial<ApiKey> & Pick<ApiKey, "userId">): ApiKey => ({
    apiKeyId: ids.next("key"),
    name: `key ${ids.uuid()}`,
    scopes: ["product.read"],
    lastFour: "abcd",
    createTime: noon,
    ...change,
  });
  const create = async (change: Partial<ApiKey> & Pick<ApiKey, "userId">) => {
    const key = aKey(change);
    const secret = `umk_${ids.uuid()}`;
    await stores().apiKeys.create(key, secret);
    return { ...key, secret };
  };
  const listed = async (userId: ApiKey["userId"]) => (await stores().apiKeys.page(userId, undefined, 100)).items;

  test("a key comes back as it was made, newest first, page by page", async () => {
    const userId = await aUser();
    const expireTime = after(1_000);
    const [first, second] = [await create({ userId }), await create({ userId, expireTime })];
    await create({ userId: await aUser() });
    const page = await stores().apiKeys.page(userId, undefined, 1);
    const { secret: _, ...wanted } = second;
    expect(page.items).toEqual([wanted]);
    const rest = await stores().apiKeys.page(userId, page.nextKey, 1);
    expect(rest).toMatchObject({ items: [{ apiKeyId: first.apiKeyId }] });
    expect(rest.nextKey).toBeUndefined();
  });

  test("a name is taken until its key is revoked, and by its own user only", async () => {
    const userId = await aUser();
    const { name, apiKeyId } = await create({ userId });
    await expect(create({ userId, name })).rejects.toThrow(reason("API_KEY_NAME_TAKEN"));
    await create({ userId: await aUser(), name });
    await stores().apiKeys.revoke({ apiKeyId, now: noon });
    await create({ userId, name });
  });

  test("who has no account has no keys", async () => {
    await expect(create({ userId: ids.next("usr") })).rejects.toThrow(reason("ACCOUNT_REQUIRED"));
  });

  test("of many keys at once no more are kept than one user may have", async () => {
    const userId = await aUser();
    const outcomes = await Promise.allSettled(Array.from({ length: apiKeyLimits.keys + 5 }, () => create({ userId })));
    const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(refusals).toEqual(Array(5).fill(reason("TOO_MANY_API_KEYS")));
    expect(await listed(userId)).toHaveLength(apiKeyLimits.keys);
  });

  test("a key that is used says whose it is; the use is noted once an hour", async () => {
    const userId = await aUser();
    const { secret, apiKeyId } = await create({ userId });
    const used = {
      apiKeyId,
      userId,
      scopes: ["product.read"],
      roles: ["customer"],
      shopPermissions: [],
      authVersion: 1,
    };
    const lastUse = async (now: Date) => {
      expect(await stores().apiKeys.use(secret, now)).toEqual(used);
      return (await listed(userId))[0]?.lastUseTime;
    };
    expect((await listed(userId))[0]?.lastUseTime).toBeUndefined();
    expect(await lastUse(noon)).toEqual(noon);
    expect(await lastUse(after(apiKeyLimits.useCountedMs - 1))).toEqual(noon);
    expect(await lastUse(after(apiKeyLimits.useCountedMs))).toEqual(after(apiKeyLimits.useCountedMs));
  });

  test("unknown, expired and revoked keys are no good", async () => {
    const { apiKeys } = stores();
    const userId = await aUser();
    const expiring = await create({ userId, expireTime: after(1_000) });
    const revoked = await create({ userId });
    const isGood = (key: ApiKey, now: Date, version = 1) => apiKeys.isGood(key, version, now);
    expect(await apiKeys.use("umk_unknown", noon)).toBeUndefined();
    expect([await isGood(expiring, after(999)), await isGood(revoked, noon)]).toEqual([true, true]);
    expect(await apiKeys.use(expiring.secret, after(1_000))).toBeUndefined();
    await apiKeys.revoke({ apiKeyId: revoked.apiKeyId, now: noon });
    expect(await apiKeys.use(revoked.secret, noon)).toBeUndefined();
    expect([await isGood(expiring, after(1_000)), await isGood(revoked, noon)]).toEqual([false, false]);
    expect(await isGood({ ...expiring, userId: ids.next("usr") }, noon)).toBe(false);
    expect(await isGood(expiring, noon, 0)).toBe(false);
  });

  test("a key is revoked once, by its owner or by whoever may revoke all", async () => {
    const { apiKeys } = stores();
    const userId = await aUser();
    const { apiKeyId } = await create({ userId });
    const revoke = (owner?: ApiKey["userId"]) => apiKeys.revoke({ apiKeyId, owner, now: noon });
    await expect(revoke(await aUser())).rejects.toThrow(reason("RESOURCE_NOT_FOUND"));
    expect(await revoke(userId)).toMatchObject([{ type: "AccessEnded", key: userId, sessionId: apiKeyId }]);
    expect([await revoke(userId), await revoke()]).toEqual([[], []]);
    await expect(apiKeys.revoke({ apiKeyId: ids.next("key"), now: noon })).rejects.toThrow(
      reason("RESOURCE_NOT_FOUND"),
    );
  });

  test("keys that were revoked long ago are deleted, others are not", async () => {
    const { apiKeys, sessions } = stores();
    const userId = await aUser();
    const [revoked, good] = [await create({ userId }), await create({ userId })];
    await apiKeys.revoke({ apiKeyId: revoked.apiKeyId, now: noon });
    await sessions.purge(after(apiKeyLimits.revokedKeptMs + 1));
    await expect(apiKeys.revoke({ apiKeyId: revoked.apiKeyId, now: noon })).rejects.toThrow(
      reason("RESOURCE_NOT_FOUND"),
    );
    expect(await listed(userId)).toMatchObject([{ apiKeyId: good.apiKeyId }]);
  });
}
