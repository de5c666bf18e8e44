import { generateSync } from "otplib";
import type { Clock } from "#mesh/kernel";
import { resealFactors } from "../src/app/reseal-factors.ts";
import { openSealing } from "../src/crypto/sealing.ts";
import { factorLimits } from "../src/domain/factor.ts";
import type { UserId } from "../src/domain/ids.ts";
import { openApp, type TestApp } from "./app.ts";
import { aRegistration, ids, noon, password } from "./builders.ts";
import { refusal } from "./market.ts";

/** Passwords as they are: hashing is no matter here. */
const passwords = {
  hash: async (text: string) => text,
  verify: async (text: string, hash?: string) => text === hash,
  isCurrent: () => true,
};

const stepMs = 30_000;
let time = noon.getTime();
const clock: Clock = { now: () => new Date(time) };
let opened: TestApp;
let app: TestApp["app"];

beforeAll(async () => {
  opened = await openApp({ passwords, clock });
  app = opened.app;
});
afterAll(() => opened?.close());
beforeEach(() => {
  time += 24 * 3_600_000;
});

const codeOf = (secret: string) => generateSync({ secret, epoch: Math.floor(time / 1_000) });
const wrongCodeOf = (secret: string) => String((Number(codeOf(secret)) + 1) % 1_000_000).padStart(6, "0");

const stranger = { kind: "stranger" } as const;

/** Somebody with an account, who may enroll. */
async function aUser() {
  const registration = aRegistration();
  const { userId } = await app.register(stranger, registration);
  const signIn = (code?: string) => app.signIn(stranger, { ...registration, code });
  const enroll = (change: { password?: string; code?: string } = {}) =>
    app.enrollTotp({ userId: userId as UserId, name: "phone", password: "", code: "", ...change });
  return { userId: userId as UserId, email: registration.email, enroll, signIn };
}

/** Somebody with a factor, whose next code is not used. */
async function aProtectedUser() {
  const user = await aUser();
  const { factor, secret } = await user.enroll({ password });
  const { factorId } = factor;
  const { recoveryCodes } = await app.confirmFactor({ userId: user.userId, factorId, code: codeOf(secret) });
  time += stepMs;
  return { ...user, factorId, secret, recoveryCodes };
}

const leftOf = async (userId: UserId) =>
  (await app.listFactors({ userId, pageSize: 0, pageToken: "" })).recoveryCodesLeft;
const codeWrong = refusal("CODE_WRONG");

const subjectsOf = async (userId: UserId) =>
  (await opened.subjectsOf(userId)).filter((name) => /factor|recovery/.test(name));

test("an app is enrolled with the password, confirmed by its first code, listed and removed by a later one", async () => {
  const { userId, enroll } = await aUser();
  const { factor, secret, uri } = await enroll({ password });
  expect(uri).toContain(`secret=${secret}`);
  const query = { userId, pageSize: 0, pageToken: "" };
  expect(await app.listFactors(query)).toMatchObject({ items: [], recoveryCodesLeft: 0 });
  const { factorId } = factor;
  const { recoveryCodes } = await app.confirmFactor({ userId, factorId, code: codeOf(secret) });
  expect(new Set(recoveryCodes).size).toBe(factorLimits.recoveryCodes);
  expect(await app.listFactors(query)).toMatchObject({ items: [{ factorId, name: "phone" }], recoveryCodesLeft: 10 });
  time += stepMs;
  await app.removeFactor({ userId, factorId, code: codeOf(secret) });
  expect(await app.listFactors(query)).toMatchObject({ items: [], recoveryCodesLeft: 0 });
  expect(await subjectsOf(userId)).toEqual(["factor_added", "factor_removed"]);
});

test("nobody enrolls without the password, nor a further app without a code", async () => {
  const stranger = await aUser();
  await expect(stranger.enroll()).rejects.toThrow(refusal("CREDENTIALS_WRONG"));
  const user = await aProtectedUser();
  await expect(user.enroll({ password })).rejects.toThrow(codeWrong);
  const second = await user.enroll({ code: codeOf(user.secret) });
  const { factorId } = second.factor;
  const confirmed = await app.confirmFactor({ userId: user.userId, factorId, code: codeOf(second.secret) });
  expect(confirmed.recoveryCodes).toEqual([]);
});

test("a time step is used once, whichever of many comes first, and none before it", async () => {
  const { userId, secret } = await aProtectedUser();
  const earlier = codeOf(secret);
  time += stepMs;
  const code = codeOf(secret);
  const tries = Array.from({ length: 8 }, () => app.replaceRecoveryCodes(userId, { code }));
  const settled = await Promise.allSettled(tries);
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await expect(app.replaceRecoveryCodes(userId, { code: earlier })).rejects.toThrow(codeWrong);
});

test("a recovery code is used once, however it is copied, and is another's never", async () => {
  const [user, other] = [await aProtectedUser(), await aProtectedUser()];
  const [code = ""] = user.recoveryCodes;
  await expect(app.replaceRecoveryCodes(other.userId, { code })).rejects.toThrow(codeWrong);
  const copied = code.toLowerCase().replaceAll("-", " ");
  const further = await Promise.allSettled(Array.from({ length: 5 }, () => user.enroll({ code: copied })));
  expect(further.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await leftOf(user.userId)).toBe(9);
  const [second = ""] = user.recoveryCodes.slice(1);
  const replaced = await app.replaceRecoveryCodes(user.userId, { code: second });
  expect(await leftOf(user.userId)).toBe(10);
  await expect(app.replaceRecoveryCodes(user.userId, { code: user.recoveryCodes[2] ?? "" })).rejects.toThrow(codeWrong);
  expect(replaced).toHaveLength(10);
  const used = ["recovery_code_used", "recovery_code_used", "recovery_codes_replaced"];
  expect(await subjectsOf(user.userId)).toEqual(["factor_added", ...used]);
});

test("wrong codes lock the account out as wrong passwords do, the right code too", async () => {
  const { userId, secret } = await aProtectedUser();
  for (let tries = 0; tries < 10; tries++) {
    await expect(app.replaceRecoveryCodes(userId, { code: wrongCodeOf(secret) })).rejects.toThrow(codeWrong);
  }
  await expect(app.replaceRecoveryCodes(userId, { code: codeOf(secret) })).rejects.toThrow(
    refusal("TOO_MANY_ATTEMPTS"),
  );
});

test("a burst of wrong codes and a right one learns no more than ten answers", async () => {
  const { userId, secret } = await aProtectedUser();
  const tries = Array.from({ length: 30 }, () => app.replaceRecoveryCodes(userId, { code: wrongCodeOf(secret) }));
  const reasons = (await Promise.allSettled(tries)).map((one) =>
    one.status === "rejected" ? one.reason.reason : "in",
  );
  expect(reasons.filter((reason) => reason === "CODE_WRONG")).toHaveLength(10);
  expect(new Set(reasons)).toEqual(new Set(["CODE_WRONG", "TOO_MANY_ATTEMPTS"]));
});

test("a proof that was read before the lock and comes after it is refused", async () => {
  const { userId, factorId, recoveryCodes } = await aProtectedUser();
  const { factors, sessions } = opened.stores;
  const { email = "" } = (await factors.findOwn(userId)) ?? {};
  const now = clock.now();
  for (let tries = 0; tries < 10; tries++) await sessions.countFailure(email, now);
  const step = Math.floor(time / stepMs);
  const byStep = { email, now, proof: { kind: "totp", factorId, step } as const };
  const byCode = { email, now, proof: { kind: "recovery", code: recoveryCodes[0] ?? "" } as const };
  for (const shown of [byStep, byCode]) expect(await factors.replaceRecoveryCodes(userId, [], shown)).toBe(false);
  expect(await leftOf(userId)).toBe(10);
});

test("an app that was not confirmed within the hour, or is another's, is not there", async () => {
  const [user, other] = [await aUser(), await aUser()];
  const { factor, secret } = await user.enroll({ password });
  const { factorId } = factor;
  const missing = refusal("RESOURCE_NOT_FOUND");
  await expect(app.confirmFactor({ userId: other.userId, factorId, code: codeOf(secret) })).rejects.toThrow(missing);
  time += factorLimits.pendingMs + 1;
  await expect(app.confirmFactor({ userId: user.userId, factorId, code: codeOf(secret) })).rejects.toThrow(missing);
  const unknown = await aProtectedUser();
  const remove = { userId: unknown.userId, factorId: ids.next("fct"), code: codeOf(unknown.secret) };
  await expect(app.removeFactor(remove)).rejects.toThrow(missing);
});

test("one user has ten apps at most", async () => {
  const { userId, enroll, ...first } = await aProtectedUser();
  let { secret } = first;
  for (let count = 1; count < factorLimits.factors; count++) {
    const next = await enroll({ code: codeOf(secret) });
    await app.confirmFactor({ userId, factorId: next.factor.factorId, code: codeOf(next.secret) });
    secret = next.secret;
    time += stepMs;
  }
  await expect(enroll({ code: codeOf(secret) })).rejects.toThrow(refusal("TOO_MANY_FACTORS"));
});

test("neither a secret nor a recovery code is kept in plain text", async () => {
  const { secret, recoveryCodes } = await aProtectedUser();
  const { rows } = await opened.database.pool.query(
    "SELECT sealed_secret AS kept FROM factors UNION ALL SELECT code_hash FROM recovery_codes",
  );
  const kept = Buffer.concat(rows.map((row) => row.kept)).toString("latin1");
  expect(rows.length).toBeGreaterThan(10);
  for (const text of [secret, ...recoveryCodes]) expect(kept).not.toContain(text);
});

test("secrets that an earlier key sealed are sealed anew, and stay the same", async () => {
  const { userId, secret } = await aProtectedUser();
  const { stores, key } = opened;
  const later = { ...key, kid: "later" };
  const sealing = openSealing({ all: [key, later], at: () => later }, clock);
  await resealFactors({ factors: stores.factors, sealing })();
  const own = await stores.factors.findOwn(userId);
  const [kept] = own?.factors ?? [];
  expect(kept && [kept.secret.keyId, sealing.open(kept.secret, kept.factorId)]).toEqual(["later", secret]);
  expect(await stores.factors.findSealedOtherwise("later", 100)).toEqual([]);
  const back = openSealing({ all: [key, later], at: () => key }, clock);
  await resealFactors({ factors: stores.factors, sealing: back })();
});

test("who has a factor signs in with the password and a code of it, once, or a recovery code, once", async () => {
  const { userId, secret, signIn, recoveryCodes } = await aProtectedUser();
  await expect(signIn()).rejects.toThrow(refusal("FACTOR_CODE_REQUIRED", { kind: "UNAUTHENTICATED" }));
  const [byApp, byRecovery] = [codeOf(secret), recoveryCodes[0] ?? ""];
  for (const code of [byApp, byRecovery]) {
    const settled = await Promise.allSettled(Array.from({ length: 4 }, () => signIn(code)));
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(signIn(code)).rejects.toThrow(codeWrong);
    time += stepMs;
  }
  expect(await leftOf(userId)).toBe(9);
  expect(await subjectsOf(userId)).toEqual(["factor_added", "recovery_code_used"]);
});

test("only who shows the right password hears of a factor, and wrong codes lock sign-ins out", async () => {
  const { email, secret, signIn } = await aProtectedUser();
  const guess = app.signIn(stranger, { email, password: "wrong", code: codeOf(secret) });
  await expect(guess).rejects.toThrow(refusal("CREDENTIALS_WRONG"));
  for (let tries = 1; tries < 10; tries++) await expect(signIn(wrongCodeOf(secret))).rejects.toThrow(codeWrong);
  await expect(signIn(codeOf(secret))).rejects.toThrow(refusal("TOO_MANY_ATTEMPTS"));
});

test("no session is opened without a code once a factor is confirmed, however early the sign-in began", async () => {
  const { userId, email } = await aProtectedUser();
  const now = clock.now();
  const session = {
    sessionId: ids.next("ses"),
    userId,
    refreshToken: ids.uuid(),
    now,
    expireTime: new Date(time + stepMs),
  };
  const { sessions } = opened.stores;
  expect(await sessions.open({ email, passwordHash: password, opened: session, events: [] })).toBeUndefined();
});

test("a code is not used up by a sign-in whose password has changed meanwhile", async () => {
  const { userId, email, recoveryCodes } = await aProtectedUser();
  const now = clock.now();
  const session = {
    sessionId: ids.next("ses"),
    userId,
    refreshToken: ids.uuid(),
    now,
    expireTime: new Date(time + stepMs),
  };
  const shown = { email, now, proof: { kind: "recovery", code: recoveryCodes[0] ?? "" } as const };
  const late = { email, passwordHash: "another", opened: session, shown, events: [] };
  await expect(opened.stores.sessions.open(late)).rejects.toThrow(refusal("CREDENTIALS_WRONG"));
  expect(await leftOf(userId)).toBe(10);
});
