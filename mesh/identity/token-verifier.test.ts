import { createHmac } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportJWK, generateKeyPair, type JSONWebKeySet, type JWK, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { createIds, systemClock } from "#mesh/kernel";
import { fakeClock } from "#mesh/testing";
import { createTokenVerifier, type TokenVerifierOptions } from "./mod.ts";

const clock = fakeClock();
const seconds = () => Math.floor(clock.now().getTime() / 1000);
const userId = createIds(systemClock).next("usr");
const expected = { issuer: "https://auth.test", audience: "ultramarket" };

interface Signer {
  readonly jwk: JWK;
  sign(claims?: JWTPayload, header?: object): Promise<string>;
}

async function signer(kid: string, alg = "EdDSA"): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return {
    jwk: { ...(await exportJWK(publicKey)), kid },
    sign: (claims = {}, header = {}) =>
      new SignJWT(goodClaims(claims))
        .setProtectedHeader({ alg, typ: "at+jwt", kid, ...header })
        .sign(privateKey, { crit: { um: true } }),
  };
}

function goodClaims(changes: JWTPayload = {}): JWTPayload {
  const { issuer: iss, audience: aud } = expected;
  const times = { iat: seconds(), nbf: seconds(), exp: seconds() + 900 };
  return { iss, aud, sub: userId, sid: "ses_1", permissions: ["order.refund"], ...times, ...changes };
}

const ed = await signer("ed");
const es = await signer("es", "ES256");
const rsa = await signer("rsa", "RS256");
const stranger = await signer("ed");
const jwks: JSONWebKeySet = { keys: [ed.jwk, es.jwk, rsa.jwk] };

function verifier(options: Partial<TokenVerifierOptions> = {}) {
  return createTokenVerifier({ keys: jwks, ...expected, clock, ...options });
}

const invalid = { reason: "TOKEN_INVALID", kind: "UNAUTHENTICATED", message: "the access token is not valid" };

test.each([
  ["EdDSA", ed],
  ["ES256", es],
])("a token signed with %s names its user, session and permissions", async (_alg, { sign }) => {
  const user = await verifier().verify(await sign());
  const permissions = new Set(["order.refund"]);
  expect(user).toEqual({ userId, sessionId: "ses_1", permissions, isGuest: false, accessVersion: 0 });
});

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

function signedWithPublicKey(): string {
  const input = `${encode({ alg: "HS256", typ: "at+jwt", kid: "ed" })}.${encode(goodClaims())}`;
  return `${input}.${createHmac("sha256", ed.jwk.x ?? "")
    .update(input)
    .digest("base64url")}`;
}

const attacks: readonly (readonly [string, () => string | Promise<string>])[] = [
  ["no signature, alg none", () => new UnsecuredJWT(goodClaims()).encode()],
  ["alg none with a key id", () => `${encode({ alg: "none", typ: "at+jwt", kid: "ed" })}.${encode(goodClaims())}.`],
  ["HS256 with the public key as the secret", signedWithPublicKey],
  ["RS256, although its key is in the set", () => rsa.sign()],
  ["another key under a known id", () => stranger.sign()],
  ["an unknown key id", () => ed.sign({}, { kid: "nobody" })],
  ["no key id", () => ed.sign({}, { kid: undefined })],
  ["a key id of a key of another kind", () => ed.sign({}, { kid: "es" })],
  ["a critical header nobody knows", () => ed.sign({}, { crit: ["um"], um: 1 })],
  ["another issuer", () => ed.sign({ iss: "https://evil.test" })],
  ["no issuer", () => ed.sign({ iss: undefined as never })],
  ["another audience", () => ed.sign({ aud: "elsewhere" })],
  ["the type of an id token", () => ed.sign({}, { typ: "JWT" })],
  ["no type", () => ed.sign({}, { typ: undefined })],
  ["expired", () => ed.sign({ exp: seconds() - 6 })],
  ["no expiry", () => ed.sign({ exp: undefined as never })],
  ["expiry as text", () => ed.sign({ exp: String(seconds() + 900) as never })],
  ["a life beyond what revocations are kept for", () => ed.sign({ exp: seconds() + 86_401 })],
  ["not valid yet", () => ed.sign({ nbf: seconds() + 6 })],
  ["no start", () => ed.sign({ nbf: undefined as never })],
  ["no user", () => ed.sign({ sub: undefined as never })],
  ["a user id of another kind", () => ed.sign({ sub: userId.replace("usr_", "ord_") })],
  ["a user id in a list", () => ed.sign({ sub: [userId] as never })],
  ["no session", () => ed.sign({ sid: "" })],
  ["a session that is no text", () => ed.sign({ sid: 1 })],
  ["permissions as text", () => ed.sign({ permissions: "*" })],
  ["permissions that are no text", () => ed.sign({ permissions: ["a", 1] })],
  ["truncated", async () => (await ed.sign()).slice(0, -10)],
  ["a signature of another token", async () => swapPayload(await ed.sign(), { permissions: ["*"] })],
  ["a fourth part", async () => `${await ed.sign()}.x`],
  ["empty", () => ""],
  ["not a token", () => "hello"],
  ["three bad parts", () => "\u0000.é.="],
  ["larger than any token", () => ed.sign({ padding: "x".repeat(8192) })],
];

function swapPayload(token: string, changes: JWTPayload): string {
  const [header, , signature] = token.split(".");
  return `${header}.${encode(goodClaims(changes))}.${signature}`;
}

test.each(attacks)("refused without a reason to the caller: %s", async (_attack, forge) => {
  await expect(verifier().verify(await forge())).rejects.toMatchObject({ ...invalid, metadata: {}, fields: [] });
});

test("the cause of a refusal is kept for the log", async () => {
  const refusal = verifier().verify(await ed.sign({ aud: "elsewhere" }));
  await expect(refusal).rejects.toMatchObject({ cause: { claim: "aud" } });
});

test("clocks may differ by a few seconds", async () => {
  const token = await ed.sign({ nbf: seconds() + 4 });
  await expect(verifier().verify(token)).resolves.toMatchObject({ userId });
});

test("a remembered token ends when it expires", async () => {
  const { verify } = verifier();
  const token = await ed.sign({ exp: seconds() + 60 });
  await verify(token);
  clock.advance(66_000);
  await expect(verify(token)).rejects.toMatchObject(invalid);
});

test("a remembered token is not verified again", async () => {
  const { verify } = verifier();
  const token = await ed.sign();
  expect(await verify(token)).toBe(await verify(token));
});

test("a full memory forgets, but still verifies", async () => {
  const { verify } = verifier({ cacheSize: 1 });
  const [first, second] = [await ed.sign({ sid: "a" }), await ed.sign({ sid: "b" })];
  const before = await verify(first);
  await verify(second);
  const after = await verify(first);
  expect(after).toEqual(before);
  expect(after).not.toBe(before);
});

test("a revoked session is refused at once, remembered or new, and others are not", async () => {
  const { verify, revoke } = verifier();
  const remembered = await ed.sign({ sid: "stolen" });
  await verify(remembered);
  revoke("stolen");
  revoke("stolen");
  await expect(verify(remembered)).rejects.toMatchObject(invalid);
  await expect(verify(await ed.sign({ sid: "stolen", jti: "2" }))).rejects.toMatchObject(invalid);
  await expect(verify(await ed.sign({ sid: "other" }))).resolves.toBeDefined();
});

test("a revocation outlives every token of its session, and no longer", async () => {
  const { verify, revoke } = verifier({ maxLifetimeMs: 600_000 });
  revoke("stolen");
  const longest = await ed.sign({ sid: "stolen", exp: seconds() + 600 });
  clock.advance(600_000);
  revoke("another");
  await expect(verify(longest)).rejects.toMatchObject({ cause: { message: "the session was revoked" } });
  clock.advance(6000);
  revoke("a third");
  await expect(verify(await ed.sign({ sid: "stolen", exp: seconds() + 60 }))).resolves.toBeDefined();
});

test("a new key is found by reading the set again, at most once per cooldown", async () => {
  const next = await signer("next");
  let published: JSONWebKeySet = { keys: [ed.jwk] };
  let readings = 0;
  const keys = async () => {
    readings += 1;
    return published;
  };
  const { verify } = verifier({ keys, cooldownMs: 2000 });
  await verify(await ed.sign());
  published = { keys: [ed.jwk, next.jwk] };
  const token = await next.sign();
  await expect(verify(token)).rejects.toMatchObject(invalid);
  expect(readings).toBe(1);
  clock.advance(2000);
  await Promise.all([verify(token), verify(await ed.sign()), verify(await next.sign({ jti: "2" }))]);
  expect(readings).toBe(2);
});

test("a withdrawn key ends its tokens once the set is read again, remembered ones too", async () => {
  let published: JSONWebKeySet = { keys: [ed.jwk, es.jwk] };
  const { verify } = verifier({ keys: async () => published, maxAgeMs: 60_000 });
  const token = await es.sign();
  await verify(token);
  published = { keys: [ed.jwk] };
  clock.advance(60_000);
  await verify(token).catch(() => undefined);
  await expect(verify(token)).rejects.toMatchObject(invalid);
  await expect(verify(await ed.sign())).resolves.toBeDefined();
});

test("while the keys cannot be read again, the old ones stay in use and the failure is reported", async () => {
  const failures: unknown[] = [];
  let working = true;
  const keys = async () => {
    if (!working) throw new Error("no route");
    return jwks;
  };
  const { verify } = verifier({ keys, maxAgeMs: 1000, onError: (error) => failures.push(error) });
  const token = await ed.sign();
  await verify(token);
  working = false;
  clock.advance(5000);
  await expect(verify(token)).resolves.toBeDefined();
  await expect(verify(await ed.sign({ jti: "2" }))).resolves.toBeDefined();
  expect(failures).toHaveLength(1);
});

test("without any key nothing is said about a token", async () => {
  const keys = join(tmpdir(), "no-such-folder", "jwks.json");
  await expect(verifier({ keys }).verify(await ed.sign())).rejects.toMatchObject({ reason: "SERVICE_UNAVAILABLE" });
});

test("keys come from a file", async () => {
  const folder = await mkdtemp(join(tmpdir(), "identity-"));
  const path = join(folder, "jwks.json");
  await writeFile(path, JSON.stringify(jwks));
  await expect(verifier({ keys: path }).verify(await ed.sign())).resolves.toMatchObject({ userId });
  await rm(folder, { recursive: true });
});

test("keys come from a URL, if it answers with a set and nothing else", async () => {
  const bodies: Record<string, readonly [number, string]> = {
    "/jwks": [200, JSON.stringify(jwks)],
    "/error": [500, JSON.stringify(jwks)],
    "/array": [200, "[]"],
    "/text": [200, "hello"],
  };
  const server = createServer(({ url = "" }, response) => {
    const [status, body] = bodies[url] ?? [404, ""];
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const token = await ed.sign();
  const outcome = (path: string) =>
    verifier({ keys: `http://127.0.0.1:${port}${path}` })
      .verify(token)
      .then(
        () => "verified",
        (error) => error.reason,
      );
  expect(await outcome("/jwks")).toBe("verified");
  expect(await Promise.all(["/error", "/array", "/text"].map(outcome))).toEqual(Array(3).fill("SERVICE_UNAVAILABLE"));
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
