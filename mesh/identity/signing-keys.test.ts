import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeProtectedHeader } from "jose";
import { createIds, systemClock } from "#mesh/kernel";
import { fakeClock, temporaryFolder } from "#mesh/testing";
import {
  createTokenIssuer,
  createTokenVerifier,
  openDevelopmentIssuer,
  openSigningKeys,
  rotateSigningKeys,
} from "./mod.ts";

const userId = createIds(systemClock).next("usr");
const expected = { issuer: "https://auth.test", audience: "ultramarket" };
const holder = { userId, sessionId: "ses_1", permissions: [] };
const dayMs = 86_400_000;

/** A developer's keys, with what rotates them. */
async function aMarket() {
  const folder = await temporaryFolder();
  const clock = fakeClock();
  const development = await openDevelopmentIssuer(folder, { profile: "development" });
  const [keyFile, publicFile] = [join(folder, "issuer.jwk"), join(folder, "jwks.json")];
  await writeFile(publicFile, JSON.stringify(development.jwks()));
  const keys = await openSigningKeys(keyFile);
  const issuer = await createTokenIssuer({ key: keys, ...expected, clock });
  const verifier = createTokenVerifier({ keys: publicFile, ...expected, clock, maxAgeMs: 60_000 });
  const rotate = () =>
    rotateSigningKeys({ keyFile, publicFile, now: clock.now(), leadMs: 300_000, keepMs: 31 * dayMs });
  return { clock, keys, issuer, verifier, rotate, keyFile, publicFile, folder };
}

const kidOf = (token: string) => decodeProtectedHeader(token).kid;

test("the next key is known before it signs, and tokens of the one before are good until they expire", async () => {
  const { clock, keys, issuer, verifier, rotate } = await aMarket();
  const old = await issuer.issue({ ...holder, lifetimeMs: 3_600_000 });
  const statement = await issuer.state({ type: "letter+jwt", audience: "doors" }, { sub: userId }, dayMs);
  await verifier.verify(old);
  const { kid, useFrom } = await rotate();
  expect(useFrom.getTime()).toBeGreaterThanOrEqual(clock.now().getTime() + 300_000);
  await keys.reload();
  expect(kidOf(await issuer.issue(holder))).toBe(kidOf(old));
  clock.advance(301_000);
  const young = await issuer.issue(holder);
  expect(kidOf(young)).toBe(kid);
  await expect(verifier.verify(young)).resolves.toMatchObject({ userId });
  await expect(verifier.verify(old)).resolves.toMatchObject({ userId });
  expect(await issuer.read({ type: "letter+jwt", audience: "doors" }, statement)).toMatchObject({ sub: userId });
});

test("a key that was retired long ago is removed, and nobody takes its tokens any more", async () => {
  const { clock, keys, issuer, verifier, rotate, folder } = await aMarket();
  const old = await issuer.issue({ ...holder, lifetimeMs: 40 * dayMs });
  await rotate();
  clock.advance(20 * dayMs);
  expect((await rotate()).removed).toEqual([]);
  clock.advance(12 * dayMs);
  expect((await rotate()).removed).toEqual([kidOf(old)]);
  await keys.reload();
  expect(keys.all).toHaveLength(3);
  clock.advance(2_000);
  await expect(verifier.verify(old)).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
  const reopened = await openDevelopmentIssuer(folder, { profile: "development" });
  expect(reopened.jwks().keys).toHaveLength(3);
});

test("private keys stay private: in their file, and in what is published", async () => {
  const { verifier, rotate, keyFile, publicFile } = await aMarket();
  await rotate();
  expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
  expect(JSON.parse(await readFile(publicFile, "utf8")).keys[0]).not.toHaveProperty("d");
  const { keys } = await verifier.publicKeys();
  expect(keys.map((key) => Object.keys(key).toSorted())).toEqual(
    Array(2).fill(["alg", "crv", "kid", "kty", "use", "x"]),
  );
});

test("what is no key is refused, and the keys there were stay", async () => {
  const { keys, keyFile } = await aMarket();
  const before = keys.all;
  await writeFile(keyFile, JSON.stringify({ keys: [] }));
  await expect(keys.reload()).rejects.toThrow("holds no private Ed25519 key");
  expect(keys.all).toEqual(before);
  const none = createTokenVerifier({ keys: "/no/such/file", ...expected });
  await expect(none.publicKeys()).rejects.toMatchObject({ reason: "SERVICE_UNAVAILABLE" });
});
