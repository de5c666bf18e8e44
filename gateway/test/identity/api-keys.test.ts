import { randomBytes } from "node:crypto";
import { createClient, type Transport } from "@connectrpc/connect";
import { createConnectTransport, createGrpcTransport, createGrpcWebTransport } from "@connectrpc/connect-node";
import { ErrorInfoSchema } from "#gen/es/google/rpc/error_details_pb.js";
import { ApiKeyService } from "#gen/es/ultramarket/auth/v1/api_key_service_pb.js";
import { eventually } from "#mesh/testing";
import { authService } from "../../../services/auth/src/service.ts";
import { startTestMarket, type TestMarket } from "../journeys/market.ts";
import { Refusal, rest } from "../journeys/shop/rest.ts";
import { aUser, type SignedIn } from "./user.ts";

let market: TestMarket;

beforeAll(async () => {
  market = await startTestMarket({}, [authService]);
});
afterAll(() => market?.close());

interface KeyJson {
  readonly apiKey: { readonly apiKeyId: string; readonly name: string; readonly lastFour: string };
  readonly secret: string;
}

const create = ({ accessToken: token }: SignedIn, fields: object = {}, { url } = market) =>
  rest<KeyJson>(url, "POST /v1/auth/api-keys", { token, body: { name: "nightly import", ...fields } });
const list = (token: string, { url } = market) =>
  rest<{ apiKeys: KeyJson["apiKey"][] }>(url, "GET /v1/auth/api-keys", { token });
const revoke = ({ accessToken: token }: SignedIn, { apiKey }: KeyJson) =>
  rest(market.url, `POST /v1/auth/api-keys/${apiKey.apiKeyId}:revoke`, { token, body: {} });

/** The reason of a refusal, or "" for an answer. */
const outcome = (token: string, of = market) =>
  list(token, of).then(
    () => "",
    (error) => (error instanceof Refusal ? error.reason : Promise.reject(error)),
  );

/** Lists keys by each protocol with this in place of an access token; what came of it. */
async function byEveryProtocol(token: string): Promise<Record<string, string>> {
  const baseUrl = market.url;
  const transports: Record<string, Transport> = {
    "Connect JSON": createConnectTransport({ baseUrl, httpVersion: "1.1", useBinaryFormat: false }),
    "Connect binary": createConnectTransport({ baseUrl, httpVersion: "2" }),
    "Connect GET": createConnectTransport({ baseUrl, httpVersion: "1.1", useHttpGet: true }),
    "gRPC-web": createGrpcWebTransport({ baseUrl, httpVersion: "1.1" }),
    gRPC: createGrpcTransport({ baseUrl }),
  };
  const found: Record<string, string> = { REST: await outcome(token) };
  for (const [name, transport] of Object.entries(transports)) {
    const headers = { authorization: `Bearer ${token}` };
    found[name] = await createClient(ApiKeyService, transport)
      .listApiKeys({}, { headers })
      .then(
        () => "",
        (error) => error.findDetails(ErrorInfoSchema)[0]?.reason,
      );
  }
  return found;
}

test("a key goes where an access token goes, by every protocol, and does what its scopes say", async () => {
  const user = await aUser(market, "staff");
  const made = await create(user, { scopes: ["auth.read"] });
  expect((await list(made.secret)).apiKeys).toMatchObject([
    { name: "nightly import", lastFour: made.secret.slice(-4) },
  ]);
  expect(new Set(Object.values(await byEveryProtocol(made.secret)))).toEqual(new Set([""]));
  const accounts = (token: string) => rest(market.url, "GET /v1/auth/accounts", { token });
  await expect(accounts(made.secret)).resolves.toBeDefined();
  const plain = await create(user, { name: "plain" });
  await expect(accounts(plain.secret)).rejects.toMatchObject({ status: 403, reason: "PERMISSION_MISSING" });
});

test("wrong, expired and revoked keys are refused alike by every protocol", async () => {
  const user = await aUser(market);
  const revoked = await create(user, { name: "revoked" });
  await revoke(user, revoked);
  const expired = await create(user, { name: "short", expireTime: new Date(Date.now() + 300).toISOString() });
  await eventually(() => outcome(expired.secret).then((reason) => reason !== ""));
  for (const secret of [revoked.secret, expired.secret, `umk_${"a".repeat(43)}`, "umk_", "umk_."]) {
    expect(new Set(Object.values(await byEveryProtocol(secret)))).toEqual(new Set(["API_KEY_INVALID"]));
  }
  const refused = await fetch(`${market.url}/v1/auth/api-keys`, { headers: { authorization: "Bearer umk_" } });
  expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
});

test("a revoked key is refused within a second, though its token is remembered", async () => {
  const user = await aUser(market);
  const made = await create(user);
  expect(await outcome(made.secret)).toBe("");
  await revoke(user, made);
  const start = performance.now();
  await eventually(async () => (await outcome(made.secret)) === "API_KEY_INVALID");
  expect(performance.now() - start).toBeLessThan(1_000);
});

test("guessing has the rate of credentials, per address, and remembered keys do not count for it", async () => {
  const strict = await startTestMarket({ GATEWAY_RATE_CREDENTIAL: "6/1m" }, [authService]);
  try {
    const user = await aUser(strict);
    const { secret } = await create(user, {}, strict);
    const guess = () => outcome(`umk_${randomBytes(32).toString("base64url")}`, strict);
    for (let call = 0; call < 5; call++) expect(await outcome(secret, strict)).toBe("");
    const reasons: string[] = [];
    for (let call = 0; call < 6; call++) reasons.push(await guess());
    expect(reasons).toEqual([...Array(3).fill("API_KEY_INVALID"), ...Array(3).fill("RATE_LIMITED")]);
    expect(await outcome(secret, strict)).toBe("");
  } finally {
    await strict.close();
  }
});

test("a key goes on with less when its user loses permissions", async () => {
  const user = await aUser(market, "staff");
  const { secret } = await create(user, { scopes: ["auth.read"] });
  const accounts = () => rest(market.url, "GET /v1/auth/accounts", { token: secret });
  await accounts();
  const admin = await market.tokenFor(["*"]);
  const roles = { token: admin, body: { roles: ["customer"] } };
  await rest(market.url, `POST /v1/auth/accounts/${user.userId}:setRoles`, roles);
  await expect(accounts()).rejects.toMatchObject({ reason: "PERMISSION_MISSING" });
  expect(await outcome(secret)).toBe("");
});
