import { hash as hashBcrypt } from "@node-rs/bcrypt";
import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  generateKeyPair,
  type JSONWebKeySet,
  jwtVerify,
  SignJWT,
} from "jose";
import pg from "pg";
import { rotateSigningKeys } from "#mesh/identity";
import { eventually } from "#mesh/testing";
import { authService } from "../../../services/auth/src/service.ts";
import { notificationService } from "../../../services/notification/src/service.ts";
import { startTestMarket, type TestMarket } from "./market.ts";
import { customer } from "./shop/customer.ts";
import type { TokensJson } from "./shop/json.ts";
import { rest } from "./shop/rest.ts";

let market: TestMarket;

beforeAll(async () => {
  market = await startTestMarket({}, [authService, notificationService]);
}, 60_000);
afterAll(() => market?.close());

const ask = <T>(route: string, token?: string, body?: unknown) => rest<T>(market.url, route, { token, body });

/** Asks the database itself. */
async function query(text: string, values: readonly unknown[]) {
  const client = new pg.Client({ connectionString: market.env.DATABASE_URL });
  await client.connect();
  try {
    return await client.query(text, [...values]);
  } finally {
    await client.end();
  }
}

interface SessionJson {
  readonly sessionId: string;
  readonly userAgent: string;
  readonly addressRange: string;
  readonly createTime: string;
  readonly lastUseTime: string;
  readonly current: boolean;
}

const sessionsOf = async (token: string) =>
  (await ask<{ sessions: SessionJson[] }>("GET /v1/auth/sessions", token)).sessions;

/** Signs in as a browser of this name does, whatever it says of where it is. */
async function signInFrom(userAgent: string, account: { email: string; password: string }): Promise<TokensJson> {
  const response = await fetch(`${market.url}/v1/auth:signIn`, {
    method: "POST",
    headers: { "content-type": "application/json", "user-agent": userAgent },
    body: JSON.stringify({ ...account, clientAddress: "198.51.100.1", clientUserAgent: "somebody else" }),
  });
  return (await response.json()) as TokensJson;
}

test("list and revoke sessions and devices; sign out here and everywhere", async () => {
  const { email, password } = await customer(market.url);
  const account = { email, password };
  const [phone, laptop] = [await signInFrom("Phone/1.0", account), await signInFrom("Laptop/2.0", account)];
  const listed = await sessionsOf(laptop.accessToken);
  expect(listed).toMatchObject([
    { userAgent: "Laptop/2.0", addressRange: "127.0.0.0/24", current: true },
    { userAgent: "Phone/1.0", addressRange: "127.0.0.0/24", current: false },
    { current: false },
  ]);
  const { sid } = decodeJwt(phone.accessToken);
  await ask(`POST /v1/auth/sessions/${sid}:revoke`, laptop.accessToken, {});
  await expect(sessionsOf(phone.accessToken)).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
  expect(await ask("POST /v1/auth/sessions:endOthers", laptop.accessToken, {})).toEqual({ ended: 1 });
  expect(await sessionsOf(laptop.accessToken)).toHaveLength(1);
  await ask("POST /v1/auth:signOutEverywhere", laptop.accessToken, {});
  await expect(sessionsOf(laptop.accessToken)).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
});

const published = async () => await ask<JSONWebKeySet>("GET /.well-known/jwks.json");

test("access tokens are EdDSA, their keys are published as JWKS, and rotate while calls go on", async () => {
  const { email, password } = await customer(market.url);
  const account = { email, password };
  const signIn = () => ask<TokensJson>("POST /v1/auth:signIn", undefined, account);
  const old = await signIn();
  const guest = await ask<TokensJson>("POST /v1/auth:guest", undefined, {});
  await expect(jwtVerify(old.accessToken, createLocalJWKSet(await published()))).resolves.toBeDefined();

  let failures = 0;
  let isOver = false;
  const calling = (async () => {
    while (!isOver) await sessionsOf(old.accessToken).catch(() => failures++);
  })();
  const { AUTH_SIGNING_KEY: keyFile = "", MESH_TOKEN_KEYS: publicFile = "" } = market.env;
  const { kid } = await rotateSigningKeys({ keyFile, publicFile, now: new Date(), leadMs: 2_500, keepMs: 60_000 });
  const young = await eventually(
    async () => {
      const tokens = await signIn();
      return decodeProtectedHeader(tokens.accessToken).kid === kid && tokens;
    },
    { timeoutMs: 15_000, intervalMs: 200 },
  );
  expect((await sessionsOf(young.accessToken)).length).toBeGreaterThan(1);
  isOver = true;
  await calling;
  expect(failures).toBe(0);

  expect((await published()).keys.map((key) => key.kid)).toContain(kid);
  expect(
    await ask<TokensJson>("POST /v1/auth:refresh", undefined, { refreshToken: guest.refreshToken }),
  ).toHaveProperty("accessToken");
  const { privateKey } = await generateKeyPair("EdDSA");
  const stranger = new SignJWT(decodeJwt(young.accessToken)).setProtectedHeader({
    alg: "EdDSA",
    typ: "at+jwt",
    kid: "no",
  });
  await expect(sessionsOf(await stranger.sign(privateKey))).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
});

interface RoleJson {
  readonly name: string;
  readonly permissions: string[];
  readonly etag: string;
}

test("roles -> permissions: custom roles, given, changed and deleted, take effect at once", async () => {
  const admin = await market.tokenFor(["*"]);
  const name = "order-helper";
  const { role } = await ask<{ role: RoleJson }>("POST /v1/auth/roles", admin, { name, permissions: ["auth.read"] });
  expect(role).toMatchObject({ name, permissions: ["auth.read"], etag: "1" });
  const helper = await customer(market.url);
  const account = { email: helper.email, password: helper.password };
  await ask(`POST /v1/auth/accounts/${helper.userId}:setRoles`, admin, { roles: ["customer", name] });
  const tokens = await ask<TokensJson>("POST /v1/auth:signIn", undefined, account);
  const read = (token: string) => ask<object>(`GET /v1/auth/accounts/${helper.userId}`, token);
  expect(await read(tokens.accessToken)).toMatchObject({ account: { roles: ["customer", name] } });
  const greedy = { name: "king", permissions: ["auth.read"] };
  const grab = ask("POST /v1/auth/roles", await market.tokenFor(["auth.write"]), greedy);
  await expect(grab).rejects.toMatchObject({ reason: "ROLE_ABOVE_OWN" });
  await ask(`PATCH /v1/auth/roles/${name}?etag=1`, admin, { permissions: ["order.read"] });
  await expect(read(tokens.accessToken)).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
  const next = await ask<TokensJson>("POST /v1/auth:refresh", undefined, { refreshToken: tokens.refreshToken });
  await expect(read(next.accessToken)).rejects.toMatchObject({ reason: "PERMISSION_MISSING" });
  await ask(`DELETE /v1/auth/roles/${name}`, admin);
  expect(await read(admin)).toMatchObject({ account: { roles: ["customer"] } });
});

test("imported bcrypt hashes are verified, and upgraded by the sign-in", async () => {
  const token = await market.tokenFor(["auth.write"]);
  const email = `${crypto.randomUUID()}@ultramarket.example`;
  const password = "correct horse battery";
  const accounts = [{ email, emailVerified: true, passwordHash: await hashBcrypt(password, { cost: 5 }) }];
  const { results } = await ask<{ results: object[] }>("POST /v1/auth/accounts:batchImport", token, { accounts });
  expect(results).toMatchObject([{ outcome: "IMPORT_OUTCOME_OPENED" }]);
  const signIn = (shown: string) => ask<TokensJson>("POST /v1/auth:signIn", undefined, { email, password: shown });
  await expect(signIn("another password")).rejects.toMatchObject({ reason: "CREDENTIALS_WRONG" });
  const hashOf = async () => {
    const { rows } = await query("SELECT password_hash FROM auth.accounts WHERE email = $1", [email]);
    return rows[0].password_hash;
  };
  expect(await hashOf()).toMatch(/^\$2b\$05\$/);
  await signIn(password);
  expect(await hashOf()).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await signIn(password)).toHaveProperty("accessToken");
});
