import { authService } from "../../../services/auth/src/service.ts";
import { softwarePasskey } from "../../../services/auth/test/authenticator.ts";
import { startTestMarket, type TestMarket } from "./market.ts";
import { guest } from "./shop/buyer.ts";
import { customer } from "./shop/customer.ts";
import type { TokensJson } from "./shop/json.ts";
import { rest } from "./shop/rest.ts";

const page = { origin: "https://pages.shop.example", rpId: "shop.example" };
let market: TestMarket;

beforeAll(async () => {
  const origins = `https://shop.example, ${page.origin}`;
  market = await startTestMarket({ AUTH_PASSKEY_RP_ID: page.rpId, AUTH_PASSKEY_ORIGINS: origins }, [authService]);
}, 60_000);
afterAll(() => market?.close());

interface BegunJson {
  readonly challenge: string;
  readonly rpId: string;
  readonly expireTime: string;
}

interface EnrolledJson extends BegunJson {
  readonly factor: { readonly factorId: string; readonly kind: string };
  readonly userHandle: string;
  readonly userName: string;
  readonly algorithms: readonly number[];
  readonly excludedCredentialIds?: readonly string[];
}

const fromJson = (text: string) => Buffer.from(text, "base64");
const toJson = (parts: object) =>
  Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [name, (bytes as Buffer).toString("base64")]));

/** A customer with a passkey of the algorithm that is wanted most. */
async function aPasskeyCustomer() {
  const { token, email, password } = await customer(market.url);
  const ask = <T>(route: string, body?: unknown) => rest<T>(market.url, route, { token, body });
  const { factor, ...options } = await ask<EnrolledJson>("POST /v1/auth/passkeys", { name: "laptop", password });
  expect(options).toMatchObject({ rpId: page.rpId, userName: email, algorithms: [-8, -7, -257] });
  const passkey = softwarePasskey({ userHandle: fromJson(options.userHandle), signCount: 0 });
  const made = toJson(passkey.create({ ...page, challenge: fromJson(options.challenge) }));
  const route = `POST /v1/auth/passkeys/${factor.factorId}:confirm`;
  const { recoveryCodes } = await ask<{ recoveryCodes: string[] }>(route, made);
  const answer = async () => {
    const { challenge } = await rest<BegunJson>(market.url, "POST /v1/auth/passkeys:begin", { body: {} });
    return toJson(passkey.get({ ...page, challenge: fromJson(challenge) }));
  };
  return { ask, email, password, factorId: factor.factorId, recoveryCodes, answer, token };
}

const signIn = (passkey: object, token?: string) =>
  rest<TokensJson>(market.url, "POST /v1/auth/passkeys:signIn", { token, body: { passkey } });

test("a passkey signs in without a password, once for each answer, and takes a guest's belongings along", async () => {
  const { answer, recoveryCodes, ask } = await aPasskeyCustomer();
  expect(recoveryCodes).toHaveLength(10);
  const { factors } = await ask<{ factors: object[] }>("GET /v1/auth/factors");
  expect(factors).toMatchObject([{ name: "laptop", kind: "FACTOR_KIND_PASSKEY" }]);
  const given = await answer();
  const visitor = await guest(market.url);
  const { accessToken: token } = await signIn(given, visitor.token);
  await rest(market.url, "POST /v1/auth/api-keys", { token, body: { name: "made with a fresh proof" } });
  await expect(signIn(given)).rejects.toMatchObject({ status: 401, reason: "PASSKEY_WRONG" });
  const ended = rest(market.url, "GET /v1/auth/sessions", { token: visitor.token ?? "" });
  await expect(ended).rejects.toMatchObject({ status: 401 });
});

test("a passkey is what SignIn wants besides the password, steps up, and removes itself", async () => {
  const { answer, ask, email, password, factorId, token } = await aPasskeyCustomer();
  const withPassword = async (body: object = {}) =>
    rest<TokensJson>(market.url, "POST /v1/auth:signIn", { body: { email, password, ...body } });
  const required = { status: 401, reason: "FACTOR_CODE_REQUIRED", metadata: { factors: "PASSKEY" } };
  await expect(withPassword()).rejects.toMatchObject(required);
  await withPassword({ passkey: await answer() });
  await expect(ask("POST /v1/auth:stepUp", {})).rejects.toMatchObject({ status: 400, reason: "INVALID_REQUEST" });
  await ask("POST /v1/auth:stepUp", { passkey: await answer() });
  await rest(market.url, "POST /v1/auth/api-keys", { token, body: { name: "after the step up" } });
  await ask(`POST /v1/auth/factors/${factorId}:remove`, { passkey: await answer() });
  await withPassword();
  await expect(signIn(await answer())).rejects.toMatchObject({ reason: "PASSKEY_WRONG" });
});
