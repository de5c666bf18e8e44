import { generateSync } from "otplib";
import type { SessionId, UserId } from "../src/domain/ids.ts";
import { openApp, type TestApp } from "./app.ts";
import { aRegistration, noon, password } from "./builders.ts";
import { refusal } from "./market.ts";

const passwords = {
  hash: async (text: string) => text,
  verify: async (text: string, hash?: string) => text === hash,
  isCurrent: () => true,
};
const lifetimeMs = 600_000;
const stranger = { kind: "stranger" } as const;

let time = noon.getTime();
let opened: TestApp;
let app: TestApp["app"];

beforeAll(async () => {
  opened = await openApp({ passwords, clock: { now: () => new Date(time) } });
  app = opened.app;
});
afterAll(() => opened?.close());

/** Who has two sessions: the factor was confirmed in the first. */
async function aUserOfTwo() {
  const registration = aRegistration();
  const userId = (await app.register(stranger, registration)).userId as UserId;
  await app.signIn(stranger, registration);
  const { items } = await app.listSessions({ pageSize: 2, pageToken: "", userId });
  const [second, first] = items.map(({ sessionId }) => ({ userId, sessionId }));
  if (first === undefined || second === undefined) throw new Error("no sessions");
  const { factor, secret } = await app.enrollTotp({ userId, name: "phone", password, code: "" });
  const code = generateSync({ secret, epoch: Math.floor(time / 1_000) });
  const { recoveryCodes } = await app.confirmFactor({ ...first, factorId: factor.factorId, code });
  return { userId, first, second, recoveryCodes };
}

const check = (session: { userId: UserId; sessionId: SessionId }, freshProof = true) =>
  app.checkSession({ ...session, accessVersion: 1, freshProof });
const required = refusal("STEP_UP_REQUIRED", { kind: "PERMISSION_DENIED" });

test("a proof counts in the session that showed it for ten minutes, and not a moment longer", async () => {
  const { first, second, recoveryCodes } = await aUserOfTwo();
  await check(first);
  await expect(check(second)).rejects.toThrow(required);
  time += lifetimeMs / 2;
  const until = await app.stepUp(second, { code: recoveryCodes[0] ?? "" });
  expect(until.getTime()).toBe(time + lifetimeMs);
  time += lifetimeMs / 2;
  await expect(check(first)).rejects.toThrow(required);
  await check(second);
  time = until.getTime() - 1;
  await check(second);
  time += 1;
  await expect(check(second)).rejects.toThrow(required);
  await check(second, false);
});

test("a code steps one session up, whichever of many comes first, and none that has ended", async () => {
  const { first, second, recoveryCodes } = await aUserOfTwo();
  const [code = "", next = ""] = recoveryCodes;
  const settled = await Promise.allSettled([first, second, first, second].map((one) => app.stepUp(one, { code })));
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await app.signOut(second);
  await expect(app.stepUp(second, { code: next })).rejects.toThrow(refusal("TOKEN_INVALID"));
  await app.stepUp(first, { code: next });
});

test("another user's session is not proven by a code of one's own", async () => {
  const [user, other] = [await aUserOfTwo(), await aUserOfTwo()];
  const stolen = { userId: user.userId, sessionId: other.second.sessionId };
  await expect(app.stepUp(stolen, { code: user.recoveryCodes[0] ?? "" })).rejects.toThrow(refusal("TOKEN_INVALID"));
  await expect(check(other.second)).rejects.toThrow(required);
  await expect(check({ ...other.first, userId: user.userId })).rejects.toThrow(required);
});
