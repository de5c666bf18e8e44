import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jest } from "@jest/globals";
import { createTokenVerifier, openDevelopmentIssuer } from "#mesh/identity";
import { createIds, systemClock } from "#mesh/kernel";
import { testGateway } from "../test-gateway.ts";

const ids = createIds(systemClock);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "verified-once-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("a thousand calls with one token check its signature once, and its revocation ends them at once", async () => {
  const issuer = await openDevelopmentIssuer(folder, { profile: "development" });
  const tokens = createTokenVerifier({ keys: issuer.jwks(), issuer: issuer.issuer, audience: "ultramarket" });
  await using gateway = await testGateway({}, { tokens });
  const sessionId = ids.next("ses");
  const token = await issuer.issue({ userId: ids.next("usr"), sessionId, permissions: [] });
  const call = async () =>
    (await fetch(`${gateway.url}/v1/echo/a`, { headers: { authorization: `Bearer ${token}` } })).status;
  const verify = jest.spyOn(globalThis.crypto.subtle, "verify");
  try {
    const statuses = new Set<number>();
    for (let round = 0; round < 20; round++) {
      const answers = await Promise.all(Array.from({ length: 50 }, call));
      for (const status of answers) statuses.add(status);
    }
    expect([statuses, verify.mock.calls.length]).toEqual([new Set([200]), 1]);
    tokens.revoke(sessionId);
    expect(await call()).toBe(401);
  } finally {
    verify.mockRestore();
  }
});
