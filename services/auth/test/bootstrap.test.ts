import { isAccepted, refusal, startAnother, startMarket } from "./market.ts";

const AUTH_BOOTSTRAP_ADMIN_EMAIL = "Root@Example.com";
const credentials = (password: string) => ({ email: "root@example.com", password });

test("the first admin is made at start, once, and never changed", async () => {
  const first = { AUTH_BOOTSTRAP_ADMIN_EMAIL, AUTH_BOOTSTRAP_ADMIN_PASSWORD: "the first admin's" };
  const market = await startMarket(first);
  const { accessToken: token, userId } = await market.auth.signIn(credentials("the first admin's"));
  const { account } = await market.accounts.getAccount({ userId }, { token });
  expect(account).toMatchObject({ email: "root@example.com", roles: ["admin"], emailVerified: true });

  const changed = { ...market.env, AUTH_BOOTSTRAP_ADMIN_PASSWORD: "quite another one" };
  const [one, other] = await Promise.all([startAnother({ env: changed }), startAnother({ env: changed })]);
  await expect(one.auth.signIn(credentials("quite another one"))).rejects.toThrow(refusal("CREDENTIALS_WRONG"));
  expect(await isAccepted(other, token)).toBe(true);
  await Promise.all([one.close(), other.close()]);
  await market.close();
});

test.each([
  ["AUTH_BOOTSTRAP_ADMIN_PASSWORD", { AUTH_BOOTSTRAP_ADMIN_EMAIL }],
  ["AUTH_BOOTSTRAP_ADMIN_EMAIL", { AUTH_BOOTSTRAP_ADMIN_PASSWORD: "the first admin's" }],
])("half of a first admin is no start: %s is missing", async (name, env) => {
  await expect(startMarket(env)).rejects.toMatchObject({ problems: [expect.objectContaining({ name })] });
});

test("a key that is none is said by its path", async () => {
  const env = { AUTH_SIGNING_KEY: import.meta.filename };
  await expect(startMarket(env)).rejects.toThrow(`${import.meta.filename} holds no private Ed25519 key`);
});
