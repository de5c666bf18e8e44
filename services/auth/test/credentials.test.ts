import {
  ChangePasswordRequestSchema,
  ReadCodeResponseSchema,
  ResetPasswordRequestSchema,
  VerifyEmailRequestSchema,
} from "#gen/es/ultramarket/auth/v1/auth_service_pb.js";
import { redact } from "#mesh/telemetry";
import { fakeClock, sentStatements } from "#mesh/testing";
import type { UserId } from "../src/domain/ids.ts";
import { openApp, type TestApp } from "./app.ts";
import { anEmail, aRegistration, ids, password } from "./builders.ts";

let opened: TestApp;
let app: TestApp["app"];

const clock = fakeClock();
const minuteMs = 60_000;
const newPassword = "a jug of stoneware";

/** Hashes of no worth, and how many were asked for. */
let hashed = 0;
const passwords = {
  async hash(text: string) {
    hashed += 1;
    return `hash of ${text}`;
  },
  async verify(text: string, hash: string | undefined) {
    hashed += 1;
    return hash === `hash of ${text}`;
  },
  isCurrent: () => true,
};

beforeAll(async () => {
  opened = await openApp({ passwords, clock });
  app = opened.app;
});
afterAll(() => opened?.close());

const reason = (name: string, more: object = {}) => expect.objectContaining({ reason: name, ...more });

async function register(email = anEmail()) {
  const pair = await app.register({ kind: "stranger" }, aRegistration({ email }));
  const userId = pair.userId as UserId;
  const verify = (code: string) => app.verifyEmail(userId, code);
  const reset = (code: string) => app.resetPassword({ email, code, newPassword });
  const ask = async () => {
    await app.requestPasswordReset(email);
    return opened.lastCode(userId);
  };
  return { ...pair, userId, email, verify, reset, ask };
}

/** Another code that is well formed. */
const wrong = () => opened.codeKey.codeOf(ids.next("cod"));

const outcomesOf = async (work: readonly Promise<unknown>[]) => {
  const outcomes = await Promise.allSettled(work);
  return outcomes.map((outcome) => (outcome.status === "fulfilled" ? "done" : outcome.reason.reason));
};

test("after a thousand wrong codes the right one is wrong too, and the next code is good", async () => {
  const user = await register();
  const { code } = await opened.lastCode(user.userId);
  for (let time = 0; time < 1_000; time++) await expect(user.verify(wrong())).rejects.toThrow(reason("CODE_WRONG"));
  await expect(user.verify(code)).rejects.toThrow(reason("CODE_WRONG", { kind: "INVALID_ARGUMENT", metadata: {} }));
  await app.requestEmailVerification(user.userId);
  expect(await user.verify((await opened.lastCode(user.userId)).code)).toMatchObject({ emailVerified: true });
});

test("a hundred wrong codes of a stranger do not use up the right one", async () => {
  const user = await register();
  const { code } = await user.ask();
  await outcomesOf(Array.from({ length: 100 }, () => user.reset(wrong())));
  await user.reset(code);
});

test("who asks for all the codes of another leaves them a good one until they can ask themselves", async () => {
  const user = await register();
  for (let time = 0; time < 4; time++) await user.ask();
  const last = await user.ask();
  expect(await user.ask()).toEqual(last);
  clock.advance(60 * minuteMs - 1);
  await user.reset(last.code);
  clock.advance(1);
  expect((await user.ask()).codeId).not.toBe(last.codeId);
});

test("codes that reset a password are good for an hour, those that verify an e-mail for a day", async () => {
  const [early, late] = [await register(), await register()];
  const codesOf = async ({ userId, ask }: typeof early) => [await opened.lastCode(userId), await ask()] as const;
  const [[verifying, resetting], [lateVerifying, lateResetting]] = [await codesOf(early), await codesOf(late)];
  clock.advance(60 * minuteMs - 1);
  expect((await app.readCode(resetting.codeId)).expireTime.getTime()).toBe(clock.now().getTime() + 1);
  await early.reset(resetting.code);
  clock.advance(1);
  await expect(late.reset(lateResetting.code)).rejects.toThrow(reason("CODE_WRONG"));
  await expect(app.readCode(lateResetting.codeId)).rejects.toThrow(reason("RESOURCE_NOT_FOUND"));
  clock.advance(23 * 60 * minuteMs - 1);
  await early.verify(verifying.code);
  clock.advance(1);
  await expect(late.verify(lateVerifying.code)).rejects.toThrow(reason("CODE_WRONG"));
});

test("a code is used once, and a new one ends those before it", async () => {
  const user = await register();
  const first = await user.ask();
  const second = await user.ask();
  await expect(user.reset(first.code)).rejects.toThrow(reason("CODE_WRONG"));
  await user.reset(second.code);
  await expect(user.reset(second.code)).rejects.toThrow(reason("CODE_WRONG"));
  for (const { codeId } of [first, second]) {
    await expect(app.readCode(codeId)).rejects.toThrow(reason("RESOURCE_NOT_FOUND"));
  }
});

test("a code is good for its purpose and its user alone", async () => {
  const [user, other] = [await register(), await register()];
  const verifying = await opened.lastCode(user.userId);
  const resetting = await user.ask();
  await expect(user.reset(verifying.code)).rejects.toThrow(reason("CODE_WRONG"));
  await expect(user.verify(resetting.code)).rejects.toThrow(reason("CODE_WRONG"));
  await other.ask();
  await expect(other.reset(resetting.code)).rejects.toThrow(reason("CODE_WRONG"));
  await user.reset(resetting.code);
});

test("of twenty uses of one code at once one succeeds", async () => {
  const user = await register();
  const { code } = await user.ask();
  const resets = await outcomesOf(Array.from({ length: 20 }, () => user.reset(code)));
  expect(resets.toSorted()).toEqual([...Array(19).fill("CODE_WRONG"), "done"]);
  const other = await register();
  const { code: verifying } = await opened.lastCode(other.userId);
  const verified = await outcomesOf(Array.from({ length: 20 }, () => other.verify(verifying)));
  expect(verified.toSorted()).toEqual([...Array(19).fill("CODE_WRONG"), "done"]);
});

test("the sixth code within an hour is not made: the signed-in hear when it will be, others nothing", async () => {
  const user = await register();
  for (let time = 1; time < 5; time++) await app.requestEmailVerification(user.userId);
  clock.advance(20 * minuteMs);
  const tooMany = reason("TOO_MANY_ATTEMPTS", { kind: "RESOURCE_EXHAUSTED", retryAfterMs: 40 * minuteMs });
  await expect(app.requestEmailVerification(user.userId)).rejects.toThrow(tooMany);
  for (let time = 0; time < 5; time++) await user.ask();
  const last = await user.ask();
  expect(await user.ask()).toEqual(last);
  clock.advance(60 * minuteMs);
  await app.requestEmailVerification(user.userId);
  expect(await user.ask()).not.toEqual(last);
});

test("a verified e-mail asks for no code", async () => {
  const user = await register();
  await user.verify((await opened.lastCode(user.userId)).code);
  const before = await opened.codesOf(user.userId);
  await app.requestEmailVerification(user.userId);
  expect(await opened.codesOf(user.userId)).toEqual(before);
});

/** What it costs: the statements by name, and the hashes. */
async function costOf(work: () => Promise<unknown>) {
  const before = hashed;
  const sent = await sentStatements(() => work().catch((error) => expect(error).toEqual(reason("CODE_WRONG"))));
  return { statements: sent.map(({ name }) => name), hashes: hashed - before };
}

test("an e-mail without an account costs what one with an account does", async () => {
  const { email } = await register();
  const nobody = anEmail();
  const ask = (whose: string) => costOf(() => app.requestPasswordReset(whose));
  const reset = (whose: string) => costOf(() => app.resetPassword({ email: whose, code: wrong(), newPassword }));
  const statements = ["auth.account.find_by_email", "auth.code.request.told"];
  const tries = { statements: ["auth.account.find_by_email", "auth.code.count_try"], hashes: 0 };
  expect([await reset(email), await reset(nobody)]).toEqual([tries, tries]);
  for (let time = 0; time < 7; time++) {
    expect([await ask(email), await ask(nobody)]).toEqual(Array(2).fill({ statements, hashes: 0 }));
  }
  for (let time = 0; time < 11; time++) expect([await reset(email), await reset(nobody)]).toEqual([tries, tries]);
  expect(await opened.codesOf(opened.codeKey.nobodyOf(nobody))).toEqual([]);
});

test("a common password is refused before anything is tried", async () => {
  const user = await register();
  const { code } = await user.ask();
  const common = "Password1234";
  for (const email of [user.email, anEmail()]) {
    const refused = app.resetPassword({ email, code, newPassword: common });
    await expect(refused).rejects.toThrow(reason("PASSWORD_TOO_COMMON"));
  }
  const session = { userId: user.userId, sessionId: ids.next("ses") };
  const changing = app.changePassword(session, { currentPassword: password, newPassword: common });
  await expect(changing).rejects.toThrow(reason("PASSWORD_TOO_COMMON"));
  await user.reset(code);
});

test("guesses at the current password are locked out along with sign-ins", async () => {
  const user = await register();
  const session = { userId: user.userId, sessionId: ids.next("ses") };
  const change = (currentPassword: string) => app.changePassword(session, { currentPassword, newPassword });
  const guesses = await outcomesOf(Array.from({ length: 30 }, (_, index) => change(`guess ${index}`)));
  expect(guesses.filter((outcome) => outcome === "CREDENTIALS_WRONG")).toHaveLength(10);
  const locked = reason("TOO_MANY_ATTEMPTS", { retryAfterMs: 30_000 });
  await expect(change(password)).rejects.toThrow(locked);
  await expect(app.signIn({ kind: "stranger" }, { email: user.email, password })).rejects.toThrow(locked);
  clock.advance(30_000);
  await change(password);
  expect((await app.signIn({ kind: "stranger" }, { email: user.email, password: newPassword })).userId).toBe(
    user.userId,
  );
});

test("what was locked out is forgotten once the password is reset", async () => {
  const user = await register();
  const signIn = (given: string) => app.signIn({ kind: "stranger" }, { email: user.email, password: given });
  await outcomesOf(Array.from({ length: 10 }, () => signIn("wrong")));
  await expect(signIn(password)).rejects.toThrow(reason("TOO_MANY_ATTEMPTS"));
  await user.reset((await user.ask()).code);
  expect((await signIn(newPassword)).userId).toBe(user.userId);
});

test("who has a token and no account is told to register", async () => {
  const userId = ids.next("usr");
  const session = { userId, sessionId: ids.next("ses") };
  const required = reason("ACCOUNT_REQUIRED", { kind: "FAILED_PRECONDITION" });
  await expect(app.requestEmailVerification(userId)).rejects.toThrow(required);
  await expect(app.changePassword(session, { currentPassword: password, newPassword })).rejects.toThrow(required);
});

test("no code is kept anywhere", async () => {
  const user = await register();
  const codes = [(await opened.lastCode(user.userId)).code, (await user.ask()).code];
  await user.verify(codes[0] ?? "");
  const shapes = codes.flatMap((code) => [code, code.replace("-", "")]);
  const dump = await everythingKept();
  expect(dump).toContain(user.email);
  expect(dump).toContain(user.userId);
  expect(shapes.filter((shape) => dump.toUpperCase().includes(shape))).toEqual([]);
});

test("a code is a secret in whatever is logged", () => {
  const code = wrong();
  for (const [schema, message] of [
    [ReadCodeResponseSchema, { code }],
    [VerifyEmailRequestSchema, { code }],
    [ResetPasswordRequestSchema, { email: anEmail(), code, newPassword }],
    [ChangePasswordRequestSchema, { currentPassword: code, newPassword }],
  ] as const) {
    const logged = JSON.stringify(redact(schema, message));
    expect(logged).toContain("secret");
    expect([code, newPassword].filter((secret) => logged.includes(secret))).toEqual([]);
  }
});

/** Every column of every row of every table, bytes as they are. */
async function everythingKept(): Promise<string> {
  const { pool } = opened.database;
  const { rows: tables } = await pool.query({
    text: "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()",
  });
  const kept: string[] = [];
  for (const { table_name: table } of tables) {
    const { rows } = await pool.query({ text: `SELECT * FROM "${table}"` });
    for (const value of rows.flatMap((row) => Object.values(row))) {
      kept.push(Buffer.isBuffer(value) ? value.toString("latin1") : String(value));
    }
  }
  return kept.join("\n");
}
