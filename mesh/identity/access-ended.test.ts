import { createRegistry } from "@bufbuild/protobuf";
import { exportJWK, generateKeyPair } from "jose";
import { AccessEnded } from "#gen/grpc/ultramarket/auth/v1/auth_events.ts";
import { createIds, systemClock } from "#mesh/kernel";
import { loadContracts } from "#mesh/rpc";
import { fakeClock } from "#mesh/testing";
import { accessEndedReader, createTokenIssuer, createTokenVerifier, endAccess } from "./mod.ts";

const clock = fakeClock();
const expected = { issuer: "https://auth.test", audience: "ultramarket" };
const ids = createIds(systemClock);
const { privateKey } = await generateKeyPair("EdDSA", { extractable: true });
const key = { ...(await exportJWK(privateKey)), kid: "first" };
const { d: _, ...publicKey } = key;
const issuer = await createTokenIssuer({ key, ...expected, clock });

function verifier(options: { maxLifetimeMs?: number } = {}) {
  const tokens = createTokenVerifier({ keys: { keys: [publicKey] }, ...expected, clock, ...options });
  const accepts = (token: string) =>
    tokens.verify(token).then(
      () => true,
      (error) => error.reason !== "TOKEN_INVALID",
    );
  return { ...tokens, accepts };
}

const userId = ids.next("usr");
const tokenOf = (version: number | undefined, holder = userId, lifetimeMs = 900_000) => {
  const request = { userId: holder, sessionId: ids.next("ses"), permissions: [], lifetimeMs };
  return issuer.issue(version === undefined ? request : { ...request, version });
};

test("tokens of a lower version are refused, remembered or new; those without one count as zero", async () => {
  const { accepts, endVersionsBelow } = verifier();
  const tokens = await Promise.all([1, 2, 3, undefined].map((version) => tokenOf(version)));
  for (const token of tokens) expect(await accepts(token)).toBe(true);
  endVersionsBelow(userId, 3);
  expect(await Promise.all(tokens.map(accepts))).toEqual([false, false, true, false]);
  expect(await accepts(await tokenOf(2))).toBe(false);
  expect(await accepts(await tokenOf(1, ids.next("usr")))).toBe(true);
});

test("a lower version that is heard of later lets nothing in again", async () => {
  const { accepts, endVersionsBelow } = verifier();
  endVersionsBelow(userId, 3);
  endVersionsBelow(userId, 2);
  expect(await accepts(await tokenOf(2))).toBe(false);
});

test("an ended version is kept as long as a token of it may live, and no longer", async () => {
  const { accepts, endVersionsBelow, longestLifeMs } = verifier({ maxLifetimeMs: 900_000 });
  expect(longestLifeMs).toBe(905_000);
  const longest = await tokenOf(1);
  endVersionsBelow(userId, 2);
  clock.advance(900_000);
  endVersionsBelow(ids.next("usr"), 2);
  expect(await accepts(longest)).toBe(false);
  clock.advance(6_000);
  endVersionsBelow(ids.next("usr"), 2);
  expect(await accepts(await tokenOf(1))).toBe(true);
});

test("the event is read by its contract and ends what it names", async () => {
  const read = accessEndedReader(loadContracts().registry);
  const { verify, ...tokens } = verifier();
  const sessionId = ids.next("ses");
  const inSession = await issuer.issue({ userId, sessionId, permissions: [], version: 5 });
  const [before, after] = [await tokenOf(4), await tokenOf(5)];
  const encoded = (beforeVersion: bigint, session: string) =>
    read(AccessEnded.encode({ userId, sessionId: session, beforeVersion }).finish());
  endAccess({ verify, ...tokens }, encoded(0n, sessionId));
  expect(await Promise.all([inSession, before, after].map(tokens.accepts))).toEqual([false, true, true]);
  endAccess({ verify, ...tokens }, encoded(5n, ""));
  expect(await Promise.all([before, after].map(tokens.accepts))).toEqual([false, true]);
});

test("without the contract nothing is read", () => {
  expect(() => accessEndedReader(createRegistry())).toThrow("do not describe AccessEnded");
});
