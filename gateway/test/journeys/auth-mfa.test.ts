import { generateSync } from "otplib";
import { authService } from "../../../services/auth/src/service.ts";
import { startTestMarket, type TestMarket } from "./market.ts";
import { customer } from "./shop/customer.ts";
import { rest } from "./shop/rest.ts";

let market: TestMarket;

beforeAll(async () => {
  market = await startTestMarket({}, [authService]);
}, 60_000);
afterAll(() => market?.close());

interface EnrolledJson {
  readonly factor: { readonly factorId: string };
  readonly secret: string;
  readonly uri: string;
}

interface FactorsJson {
  readonly factors: readonly { readonly factorId: string; readonly name: string }[];
  readonly recoveryCodesLeft: number;
}

/** A customer who enrolls an app and has confirmed it. */
async function aProtectedCustomer() {
  const { token, email, password } = await customer(market.url);
  const ask = <T>(route: string, body?: unknown) => rest<T>(market.url, route, { token, body });
  const { factor, secret } = await ask<EnrolledJson>("POST /v1/auth/factors", { name: "phone", password });
  const confirm = { code: generateSync({ secret }) };
  const route = `POST /v1/auth/factors/${factor.factorId}`;
  const { recoveryCodes } = await ask<{ recoveryCodes: string[] }>(`${route}:confirm`, confirm);
  return { ask, email, password, secret, used: confirm, route, factorId: factor.factorId, recoveryCodes };
}

const listed = "GET /v1/auth/factors";
const replace = "POST /v1/auth/recovery-codes:replace";

test("an authenticator app is enrolled, confirmed, listed and removed, and never tells its secret again", async () => {
  const { ask, secret, route, factorId, recoveryCodes } = await aProtectedCustomer();
  const shown = await ask<FactorsJson>(listed);
  expect(shown).toMatchObject({ factors: [{ factorId, name: "phone" }], recoveryCodesLeft: 10 });
  expect(JSON.stringify(shown)).not.toContain(secret);
  const next = Math.floor(Date.now() / 1_000) + 30;
  await ask(`${route}:remove`, { code: generateSync({ secret, epoch: next }) });
  expect(await ask<FactorsJson>(listed)).toEqual({ factors: [], nextPageToken: "", recoveryCodesLeft: 0 });
  expect(recoveryCodes).toHaveLength(10);
});

test("a code of an app is good once, and so is a recovery code", async () => {
  const { ask, used, password, recoveryCodes } = await aProtectedCustomer();
  const codeWrong = { status: 400, reason: "CODE_WRONG" };
  await expect(ask(replace, used)).rejects.toMatchObject(codeWrong);
  const [first, second] = recoveryCodes.map((code) => ({ code }));
  await ask("POST /v1/auth/factors", { name: "tablet", ...first });
  await expect(ask("POST /v1/auth/factors", { name: "tablet", ...first })).rejects.toMatchObject(codeWrong);
  await expect(ask("POST /v1/auth/factors", { name: "tablet", password })).rejects.toMatchObject(codeWrong);
  expect((await ask<FactorsJson>(listed)).recoveryCodesLeft).toBe(9);
  const replaced = await ask<{ recoveryCodes: string[] }>(replace, second);
  expect(replaced.recoveryCodes.filter((code) => recoveryCodes.includes(code))).toEqual([]);
});

test("who has an app signs in with its code, too, or with a recovery code", async () => {
  const { email, password, secret, used, recoveryCodes } = await aProtectedCustomer();
  const signIn = (code?: string) =>
    rest<{ accessToken: string }>(market.url, "POST /v1/auth:signIn", { body: { email, password, code } });
  await expect(signIn()).rejects.toMatchObject({ status: 401, reason: "FACTOR_CODE_REQUIRED" });
  await expect(signIn(used.code)).rejects.toMatchObject({ status: 400, reason: "CODE_WRONG" });
  const wrongPassword = { body: { email, password: "not the password", code: used.code } };
  const wrong = rest(market.url, "POST /v1/auth:signIn", wrongPassword);
  await expect(wrong).rejects.toMatchObject({ reason: "CREDENTIALS_WRONG" });
  const next = Math.floor(Date.now() / 1_000) + 30;
  for (const code of [generateSync({ secret, epoch: next }), recoveryCodes[0]]) {
    const { accessToken: token } = await signIn(code);
    const { factors } = await rest<FactorsJson>(market.url, listed, { token });
    expect(factors).toHaveLength(1);
  }
});

test("neither guests nor API keys have authenticator apps", async () => {
  const { accessToken: guest } = await rest<{ accessToken: string }>(market.url, "POST /v1/auth:guest", { body: {} });
  await expect(rest(market.url, listed, { token: guest })).rejects.toMatchObject({ reason: "ACCOUNT_REQUIRED" });
  const { token } = await customer(market.url);
  const key = { token, body: { name: "nightly import" } };
  const { secret } = await rest<{ secret: string }>(market.url, "POST /v1/auth/api-keys", key);
  await expect(rest(market.url, listed, { token: secret })).rejects.toMatchObject({ reason: "SESSION_REQUIRED" });
});
