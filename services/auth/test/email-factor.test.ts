import { generateSync } from "otplib";
import { fakeClock } from "#mesh/testing";
import { codeLimits } from "../src/domain/code.ts";
import type { UserId } from "../src/domain/ids.ts";
import { openApp, type TestApp } from "./app.ts";
import { aRegistration, password } from "./builders.ts";
import { refusal } from "./market.ts";

const passwords = {
  hash: async (text: string) => text,
  verify: async (text: string, hash?: string) => text === hash,
  isCurrent: () => true,
};
const lifeMs = 600_000;
const stranger = { kind: "stranger" } as const;
const clock = fakeClock();
let opened: TestApp;
let app: TestApp["app"];

beforeAll(async () => {
  opened = await openApp({ passwords, clock });
  app = opened.app;
});
afterAll(() => opened?.close());

const codeWrong = refusal("CODE_WRONG");
const wanted = refusal("FACTOR_CODE_REQUIRED", { metadata: { factors: "EMAIL" } });

/** Somebody whose e-mail is verified. */
async function aUser() {
  const registration = aRegistration();
  const userId = (await app.register(stranger, registration)).userId as UserId;
  await app.verifyEmail(userId, (await opened.lastCode(userId)).code);
  const enroll = (change: object = {}) => app.enrollEmail({ userId, name: "mailbox", password, code: "", ...change });
  const signIn = (code?: string) => app.signIn(stranger, { ...registration, code });
  const sent = async () => (await opened.lastCode(userId)).code;
  return { userId, email: registration.email, enroll, signIn, sent };
}

/** Somebody who signs in with codes by e-mail, and was sent one. */
async function aMailedUser() {
  const user = await aUser();
  const { factor, recoveryCodes } = await user.enroll();
  await expect(user.signIn()).rejects.toThrow(wanted);
  return { ...user, factorId: factor.factorId, recoveryCodes, code: await user.sent() };
}

test("codes by e-mail are a factor, once, of who has verified it and shows the password", async () => {
  const unverified = await app.register(stranger, aRegistration());
  const early = { userId: unverified.userId as UserId, name: "mailbox", password, code: "" };
  await expect(app.enrollEmail(early)).rejects.toThrow(refusal("EMAIL_NOT_VERIFIED"));
  const { userId, enroll } = await aUser();
  await expect(enroll({ password: "wrong" })).rejects.toThrow(refusal("CREDENTIALS_WRONG"));
  const { factor, recoveryCodes } = await enroll();
  expect(recoveryCodes).toHaveLength(10);
  await expect(enroll()).rejects.toThrow(codeWrong);
  await expect(enroll({ code: recoveryCodes[0] })).rejects.toThrow(refusal("EMAIL_FACTOR_EXISTS"));
  const { items, recoveryCodesLeft } = await app.listFactors({ userId, pageSize: 0, pageToken: "" });
  expect([items, recoveryCodesLeft]).toEqual([[expect.objectContaining({ ...factor, kind: "EMAIL" })], 10]);
});

test("SignIn sends a code to who shows the right password, and to nobody else", async () => {
  const { email, userId, signIn, code } = await aMailedUser();
  const sent = (await opened.codesOf(userId)).length;
  const guess = app.signIn(stranger, { email, password: "wrong" });
  await expect(guess).rejects.toThrow(refusal("CREDENTIALS_WRONG"));
  expect(await opened.codesOf(userId)).toHaveLength(sent);
  expect((await signIn(code)).userId).toBe(userId);
});

test("a code signs in once, whichever of many comes first, however it is copied", async () => {
  const { signIn, code } = await aMailedUser();
  const copied = code.toLowerCase().replace("-", " ");
  const settled = await Promise.allSettled(Array.from({ length: 6 }, () => signIn(copied)));
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await expect(signIn(code)).rejects.toThrow(codeWrong);
});

test("a code is good for ten minutes, and until the next is sent", async () => {
  const { signIn, sent, code } = await aMailedUser();
  await expect(signIn()).rejects.toThrow(wanted);
  const next = await sent();
  await expect(signIn(code)).rejects.toThrow(codeWrong);
  clock.advance(lifeMs - 1);
  await signIn(next);
  await expect(signIn()).rejects.toThrow(wanted);
  const last = await sent();
  clock.advance(lifeMs);
  await expect(signIn(last)).rejects.toThrow(codeWrong);
});

test("five codes are sent in ten minutes, and the last of them stays good", async () => {
  const { userId, signIn, sent } = await aMailedUser();
  for (let count = 1; count < codeLimits.requests; count++) await app.sendFactorCode(userId);
  const tooMany = refusal("TOO_MANY_ATTEMPTS", { retryAfterMs: lifeMs });
  await expect(app.sendFactorCode(userId)).rejects.toThrow(tooMany);
  await expect(signIn()).rejects.toThrow(tooMany);
  await signIn(await sent());
  clock.advance(lifeMs);
  await app.sendFactorCode(userId);
});

test("ten wrong codes lock sign-ins out, the right code too", async () => {
  const { signIn, code } = await aMailedUser();
  const tries = Array.from({ length: 20 }, () => signIn("00000-00000"));
  const reasons = (await Promise.allSettled(tries)).map((one) => (one.status === "rejected" ? one.reason.reason : ""));
  expect(reasons.filter((reason) => reason === "CODE_WRONG")).toHaveLength(10);
  await expect(signIn(code)).rejects.toThrow(refusal("TOO_MANY_ATTEMPTS"));
});

test("codes for other purposes and of others prove nothing", async () => {
  const [user, other] = [await aMailedUser(), await aMailedUser()];
  await app.requestPasswordReset(user.email);
  await expect(user.signIn(await user.sent())).rejects.toThrow(codeWrong);
  await expect(user.signIn(other.code)).rejects.toThrow(codeWrong);
  await expect(app.verifyEmail(user.userId, user.code)).rejects.toThrow(codeWrong);
  await user.signIn(user.code);
});

test("a code steps a session up and removes the factor, after which none is good or asked for", async () => {
  const { userId, factorId, signIn, sent, code } = await aMailedUser();
  await signIn(code);
  const [session] = (await app.listSessions({ userId, pageSize: 1, pageToken: "" })).items;
  if (session === undefined) throw new Error("no session");
  await app.sendFactorCode(userId);
  await app.stepUp(session, { code: await sent() });
  await app.sendFactorCode(userId);
  await app.removeFactor({ userId, factorId, code: await sent() });
  await signIn();
  await expect(app.sendFactorCode(userId)).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
});

test("a code that was sent before its factor was removed proves nothing", async () => {
  const { userId, factorId, recoveryCodes, code } = await aMailedUser();
  await app.removeFactor({ userId, factorId, code: recoveryCodes[0] ?? "" });
  await expect(app.replaceRecoveryCodes(userId, { code })).rejects.toThrow(codeWrong);
});

test("an authenticator app goes beside codes by e-mail, and either signs in", async () => {
  const { userId, signIn, sent, code } = await aMailedUser();
  const { factor, secret } = await app.enrollTotp({ userId, name: "phone", password: "", code });
  const now = () => generateSync({ secret, epoch: Math.floor(clock.now().getTime() / 1_000) });
  expect(await app.confirmFactor({ userId, factorId: factor.factorId, code: now() })).toMatchObject({
    recoveryCodes: [],
  });
  clock.advance(30_000);
  await signIn(now());
  const both = refusal("FACTOR_CODE_REQUIRED", { metadata: { factors: "EMAIL,TOTP" } });
  await expect(signIn()).rejects.toThrow(both);
  await signIn(await sent());
});
