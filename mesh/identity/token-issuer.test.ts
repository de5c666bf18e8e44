import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { exportJWK, generateKeyPair, type JWK } from "jose";
import { createIds, systemClock } from "#mesh/kernel";
import { fakeClock, temporaryFolder } from "#mesh/testing";
import { createTokenIssuer, createTokenVerifier, readSigningKey } from "./mod.ts";

const clock = fakeClock();
const expected = { issuer: "https://auth.test", audience: "ultramarket" };
const userId = createIds(systemClock).next("usr");

async function makeKey(alg = "EdDSA"): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: "first", alg };
}

const key = await makeKey();
const { d: _, ...publicKey } = key;
const issuer = await createTokenIssuer({ key, ...expected, clock });
const verifier = () => createTokenVerifier({ keys: { keys: [publicKey] }, ...expected, clock });
const holder = { userId, sessionId: "ses_1", permissions: ["order.refund"] };
const kind = { type: "invitation+jwt", audience: "doors" };

test("what the issuer signs, the verifier accepts for fifteen minutes", async () => {
  const { verify } = verifier();
  const token = await issuer.issue({ ...holder, version: 3, isGuest: true });
  const permissions = new Set(holder.permissions);
  expect(await verify(token)).toEqual({ ...holder, permissions, isGuest: true, accessVersion: 3 });
  clock.advance(906_000);
  await expect(verify(token)).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
});

test("a token says who acts for its user; one whose actor is nobody is refused", async () => {
  const actorId = createIds(systemClock).next("usr");
  expect(await verifier().verify(await issuer.issue({ ...holder, actorId }))).toMatchObject({ userId, actorId });
  for (const nobody of ["", "somebody"]) {
    const token = await issuer.issue({ ...holder, actorId: nobody });
    await expect(verifier().verify(token)).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
  }
});

test("a statement is read as what it was signed as, until it expires", async () => {
  const statement = await issuer.state(kind, { sub: userId }, 60_000);
  expect(await issuer.read(kind, statement)).toMatchObject({ sub: userId });
  expect(await issuer.read({ ...kind, type: "letter+jwt" }, statement)).toBeUndefined();
  expect(await issuer.read({ ...kind, audience: "windows" }, statement)).toBeUndefined();
  await expect(verifier().verify(statement)).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
  const other = await createTokenIssuer({ key: await makeKey(), ...expected, clock });
  expect(await other.read(kind, statement)).toBeUndefined();
  const elsewhere = await createTokenIssuer({ key, ...expected, issuer: "https://evil.test", clock });
  expect(await elsewhere.read(kind, statement)).toBeUndefined();
  clock.advance(60_000);
  expect(await issuer.read(kind, statement)).toBeUndefined();
});

test("a failure that says nothing of the token is no verdict", async () => {
  const broken = { now: () => ({}) as Date };
  const late = await createTokenIssuer({ key, ...expected, clock: broken });
  await expect(late.read(kind, await issuer.state(kind, {}, 60_000))).rejects.toThrow(TypeError);
});

test("the key is read from a file, and nothing else is one", async () => {
  const folder = await temporaryFolder();
  const path = join(folder, "issuer.jwk");
  await writeFile(path, JSON.stringify(key));
  expect(await readSigningKey(path)).toEqual(key);
  for (const content of [publicKey, { ...key, kid: undefined }, await makeKey("ES256"), null, 7]) {
    await writeFile(path, JSON.stringify(content));
    await expect(readSigningKey(path)).rejects.toThrow(`${path} holds no private Ed25519 key`);
  }
  await writeFile(path, "-----BEGIN PRIVATE KEY-----");
  await expect(readSigningKey(path)).rejects.toThrow("holds no private Ed25519 key");
});
