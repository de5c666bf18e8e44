import { aCaller, ids, noon } from "../../test/builders.ts";
import { apiKeyLimits, keyTokenEnd, newApiKey, permissionsOfKey } from "./api-key.ts";

const after = (ms: number) => new Date(noon.getTime() + ms);

const draft = (...scopes: readonly string[]) => ({
  apiKeyId: ids.next("key"),
  userId: ids.next("usr"),
  name: "nightly import",
  scopes,
  lastFour: "abcd",
  createTime: noon,
});

test("a key has what its maker holds, sorted, and nothing beyond it", () => {
  const maker = aCaller("product.read", "product.write");
  expect(newApiKey(maker, draft("product.write", "product.read")).scopes).toEqual(["product.read", "product.write"]);
  expect(newApiKey(aCaller(), draft()).scopes).toEqual([]);
  expect(newApiKey(aCaller("*"), draft("*", "order.read")).scopes).toEqual(["*", "order.read"]);
  const above = expect.objectContaining({ reason: "SCOPE_ABOVE_OWN", metadata: { permission: "order.read" } });
  expect(() => newApiKey(maker, draft("product.read", "order.read"))).toThrow(above);
  expect(() => newApiKey(maker, draft("*"))).toThrow(expect.objectContaining({ reason: "SCOPE_ABOVE_OWN" }));
});

test.each([
  ["what its user still holds", ["product.read", "auth.write"], ["staff"], ["product.read"]],
  ["nothing its user lost", ["product.write"], ["customer"], []],
  ["all its scopes under an admin", ["auth.write", "product.read"], ["admin"], ["auth.write", "product.read"]],
  ["everything under an admin, if it was made so", ["*"], ["admin"], ["*"]],
  ["nothing, though made for everything, under a customer", ["*"], ["customer"], []],
])("a key may do %s", (_, scopes, roles, permissions) => {
  expect(permissionsOfKey(scopes, roles)).toEqual(permissions);
});

test("a key's token ends soon, and never after the key", () => {
  const { tokenLifeMs } = apiKeyLimits;
  expect(keyTokenEnd(undefined, noon)).toEqual(after(tokenLifeMs));
  expect(keyTokenEnd(after(2 * tokenLifeMs), noon)).toEqual(after(tokenLifeMs));
  expect(keyTokenEnd(after(1_000), noon)).toEqual(after(1_000));
});
