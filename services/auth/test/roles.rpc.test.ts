import { decodeJwt } from "jose";
import { eventually } from "#mesh/testing";
import { aRegistration, ids } from "./builders.ts";
import { isAccepted, type Market, refusal, startAnother, startMarket } from "./market.ts";

let market: Market;
let roles: Market["roles"];

beforeAll(async () => {
  market = await startMarket();
  roles = market.roles;
});
afterAll(() => market?.close());

const aName = () => `desk-${ids.uuid()}`.slice(0, 50).replace(/-$/, "");

async function aRole(permissions: string[], by = market.admin) {
  const role = { name: aName(), description: "takes what comes back", permissions };
  const { role: made } = await roles.createRole({ role, requestId: "", validateOnly: false }, by);
  if (made === undefined) throw new Error("no role");
  return made;
}

const update = (name: string, permissions: string[], change: object = {}, by = market.admin) => {
  const role = { name: "", description: "", permissions };
  const request = { name, role, updateMask: ["permissions"], etag: "", requestId: "", validateOnly: false };
  return roles.updateRole({ ...request, ...change }, by);
};
const remove = (name: string, change: object = {}, by = market.admin) =>
  roles.deleteRole({ name, etag: "", requestId: "", validateOnly: false, ...change }, by);

/** Somebody with this role of the shop's own. */
async function aHolder(role: string) {
  const { userId, refreshToken } = await market.auth.register(aRegistration());
  await market.accounts.setRoles({ userId, roles: ["customer", role], requestId: "" }, market.admin);
  return market.auth.refreshSession({ refreshToken });
}

const permissionsIn = (token: string) => decodeJwt(token).permissions;

test("who is given a role of the shop's own may do what it says, by session and by key", async () => {
  const { name } = await aRole(["order.refund", "order.read"]);
  const holder = await aHolder(name);
  expect(permissionsIn(holder.accessToken)).toEqual(["order.read", "order.refund"]);
  const key = { name: "k", scopes: ["order.read"], expireTime: undefined };
  const { secret } = await market.apiKeys.createApiKey(key, { token: holder.accessToken });
  expect(permissionsIn((await market.keyExchange.exchangeApiKey({ secret })).accessToken)).toEqual(["order.read"]);
});

test("other permissions end tokens at once here, within a second elsewhere, and a refresh has the new ones", async () => {
  const { name } = await aRole(["order.read"]);
  const holder = await aHolder(name);
  const other = await startAnother(market);
  expect(await isAccepted(other, holder.accessToken)).toBe(true);
  await update(name, ["user.read"]);
  const start = performance.now();
  expect(await isAccepted(market, holder.accessToken)).toBe(false);
  await eventually(async () => !(await isAccepted(other, holder.accessToken)));
  expect(performance.now() - start).toBeLessThan(1_000);
  const next = await other.auth.refreshSession(holder);
  expect(permissionsIn(next.accessToken)).toEqual(["user.read"]);
  await other.close();
});

test("a role that is deleted is taken from everybody; deleting it again does nothing", async () => {
  const { name } = await aRole(["order.read"]);
  const holder = await aHolder(name);
  await remove(name);
  await remove(name);
  expect(await isAccepted(market, holder.accessToken)).toBe(false);
  expect(permissionsIn((await market.auth.refreshSession(holder)).accessToken)).toEqual([]);
  const { account } = await market.accounts.getAccount({ userId: holder.userId }, market.admin);
  expect(account?.roles).toEqual(["customer"]);
  const unknown = market.accounts.setRoles({ userId: holder.userId, roles: [name], requestId: "" }, market.admin);
  await expect(unknown).rejects.toThrow(refusal("ROLE_UNKNOWN"));
});

test("nobody gives, changes or takes what they do not hold", async () => {
  const limited = { token: await market.tokenFor(["auth.write", "order.read"]) };
  const above = refusal("ROLE_ABOVE_OWN", { kind: "PERMISSION_DENIED" });
  await expect(aRole(["order.refund"], limited)).rejects.toThrow(above);
  const { name } = await aRole(["order.refund"]);
  await expect(update(name, ["order.read"], {}, limited)).rejects.toThrow(above);
  await expect(remove(name, {}, limited)).rejects.toThrow(above);
  const { userId } = await market.auth.register(aRegistration());
  await expect(market.accounts.setRoles({ userId, roles: [name], requestId: "" }, limited)).rejects.toThrow(above);
  const own = await aRole(["order.read"], limited);
  await expect(update(own.name, ["order.read", "order.refund"], {}, limited)).rejects.toThrow(above);
  const reader = { token: await market.tokenFor(["auth.read"]) };
  await expect(aRole([], reader)).rejects.toThrow(refusal("PERMISSION_MISSING"));
});

test("names are taken once, those of the market always, and permissions are such as contracts ask for", async () => {
  const { name } = await aRole([]);
  const again = { role: { name, description: "", permissions: [] }, requestId: "", validateOnly: false };
  await expect(roles.createRole(again, market.admin)).rejects.toThrow(refusal("ROLE_NAME_TAKEN"));
  const staff = { ...again, role: { ...again.role, name: "staff" } };
  await expect(roles.createRole(staff, market.admin)).rejects.toThrow(refusal("ROLE_NAME_TAKEN"));
  const unknown = refusal("PERMISSION_UNKNOWN", { metadata: { permission: "moon.read" } });
  await expect(aRole(["moon.read"])).rejects.toThrow(unknown);
  await expect(update("admin", [])).rejects.toThrow(refusal("ROLE_BUILT_IN"));
  await expect(remove("staff")).rejects.toThrow(refusal("ROLE_BUILT_IN"));
  await expect(update("nobody", [])).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
});

test("changes are kept once under their keys, only of the version that was read, and not if they are only tried", async () => {
  const made = await aRole(["order.read"]);
  const { name, etag } = made;
  const tried = await update(name, [], { validateOnly: true });
  expect(tried.role?.permissions).toEqual([]);
  const holder = await aHolder(name);
  await update(name, [], { validateOnly: true });
  expect(await isAccepted(market, holder.accessToken)).toBe(true);
  const requestId = ids.uuid();
  const [first, second] = [await update(name, [], { etag, requestId }), await update(name, [], { etag, requestId })];
  expect(second).toEqual(first);
  expect(first.role?.etag).not.toBe(etag);
  await expect(update(name, ["user.read"], { etag })).rejects.toThrow(refusal("ETAG_MISMATCH"));
  await expect(remove(name, { etag })).rejects.toThrow(refusal("ETAG_MISMATCH"));
  const role = { name: aName(), description: "", permissions: [] };
  const create = () => roles.createRole({ role, requestId, validateOnly: false }, market.admin);
  expect(await create()).toEqual(await create());
});

test("all roles are listed by name, in pages", async () => {
  const { name } = await aRole(["order.read"]);
  const seen: string[] = [];
  for (let pageToken = ""; ; ) {
    const page = await roles.listRoles({ pageSize: 3, pageToken }, market.admin);
    seen.push(...page.roles.map((role) => role.name));
    pageToken = page.nextPageToken;
    if (pageToken === "") break;
  }
  expect(seen).toEqual(seen.toSorted());
  expect(seen).toEqual(expect.arrayContaining(["admin", "clerk", "customer", "staff", name]));
});
