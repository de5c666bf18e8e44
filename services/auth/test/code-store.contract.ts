import type { CodeStore } from "../src/app/code-ports.ts";
import type { AccountStore, SessionStore } from "../src/app/ports.ts";
import { type Code, codeLimits, newCode } from "../src/domain/code.ts";
import { changePassword, resetPassword, verifyEmail } from "../src/domain/credentials.ts";
import type { UserId } from "../src/domain/ids.ts";
import { refreshTokenLifeMs } from "../src/domain/session.ts";
import { aNewAccount, ids, noon } from "./builders.ts";

export interface CodeStores {
  readonly accounts: AccountStore;
  readonly sessions: SessionStore;
  readonly codes: CodeStore;
}

const after = (ms: number) => new Date(noon.getTime() + ms);
const hourMs = codeLimits.countedMs;

/** What every engine that keeps codes must do. */
export function codeStoreContract(stores: () => CodeStores): void {
  const aCode = (userId: UserId, now = noon) =>
    newCode({ codeId: ids.next("cod"), userId, purpose: "RESET_PASSWORD" }, now);
  const request = async (userId: UserId, now = noon): Promise<Code> => {
    const code = aCode(userId, now);
    expect(await stores().codes.request(code, now)).toBeUndefined();
    return code;
  };
  const create = async () => {
    const made = aNewAccount();
    await stores().accounts.create(made);
    return { ...made, ...made.account };
  };
  const tryOf = ({ userId, purpose }: Code, now = noon) => stores().codes.countTry(userId, purpose, now);
  const use = ({ codeId, userId }: Code, now = noon, passwordHash?: string) =>
    stores().codes.use({ codeId, userId, now, passwordHash }, (account) =>
      passwordHash === undefined ? verifyEmail(account, now) : resetPassword(account, now),
    );

  test("a code is found with its account until it expires, and tried", async () => {
    const { account } = await create();
    const code = await request(account.userId);
    const { purpose, expireTime } = code;
    expect(await stores().codes.find(code.codeId, noon)).toEqual({ account, purpose, expireTime });
    expect(await tryOf(code, new Date(expireTime.getTime() - 1))).toBe(code.codeId);
    expect(await stores().codes.find(code.codeId, expireTime)).toBeUndefined();
    expect([await tryOf(code, expireTime), await use(code, expireTime)]).toEqual([undefined, undefined]);
    expect(await stores().codes.find(ids.next("cod"), noon)).toBeUndefined();
  });

  test("the first code of an account is kept along with it", async () => {
    const made = aNewAccount();
    const code = newCode({ codeId: ids.next("cod"), userId: made.account.userId, purpose: "VERIFY_EMAIL" }, noon);
    await stores().accounts.create({ ...made, code });
    expect(await stores().codes.find(code.codeId, noon)).toMatchObject({ purpose: "VERIFY_EMAIL" });
  });

  test("of more tries at once than are allowed no more are taken", async () => {
    const code = await request((await create()).userId);
    const taken = await Promise.all(Array.from({ length: codeLimits.tries + 10 }, () => tryOf(code)));
    expect(taken.filter((codeId) => codeId !== undefined)).toEqual(Array(codeLimits.tries).fill(code.codeId));
    expect(await stores().codes.find(code.codeId, noon)).toBeDefined();
  });

  test("a new code ends the one before it, used or not, and is tried anew", async () => {
    const { userId } = await create();
    const first = await request(userId);
    for (let time = 0; time < codeLimits.tries; time++) await tryOf(first);
    const second = await request(userId);
    expect([await stores().codes.find(first.codeId, noon), await use(first)]).toEqual([undefined, undefined]);
    expect(await tryOf(second)).toBe(second.codeId);
    expect(await use(second)).toBeDefined();
    expect(await tryOf(second)).toBeUndefined();
    const third = await request(userId);
    expect(await tryOf(third)).toBe(third.codeId);
  });

  test("of twenty requests at once five are taken; the others hear when the next may be", async () => {
    const { userId } = await create();
    const ask = (now: Date) => stores().codes.request(aCode(userId, now), now);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => ask(noon)));
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(codeLimits.requests);
    expect(outcomes.filter((outcome) => outcome?.getTime() === after(hourMs).getTime())).toHaveLength(15);
    expect(await ask(after(hourMs - 1))).toEqual(after(hourMs));
    expect(await ask(after(hourMs))).toBeUndefined();
    expect(await ask(after(hourMs + 1))).toBeUndefined();
  });

  test("codes are asked for and tried alike for a user who is not there, and lead to nothing", async () => {
    const nobody = ids.next("usr");
    const code = await request(nobody);
    const taken = await Promise.all(Array.from({ length: codeLimits.tries + 10 }, () => tryOf(code)));
    expect(taken.filter((codeId) => codeId !== undefined)).toHaveLength(codeLimits.tries);
    expect([await stores().codes.find(code.codeId, noon), await use(code)]).toEqual([undefined, undefined]);
  });

  test("of twenty uses of one code at once one succeeds", async () => {
    const { account } = await create();
    const code = await request(account.userId);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => use(code)));
    const next = { ...account, version: 2, emailVerified: true, updateTime: noon };
    const events = [{ type: "EmailVerified", key: account.userId, version: 2 }];
    expect(outcomes.filter((outcome) => outcome !== undefined)).toEqual([{ answer: next, events }]);
    expect(await stores().accounts.find(account.userId)).toEqual(next);
  });

  test("a code is good for its own user", async () => {
    const [one, other] = [await create(), await create()];
    const code = await request(one.userId);
    expect(await use({ ...code, userId: other.userId })).toBeUndefined();
    expect(await use(code)).toBeDefined();
  });

  const signIn = ({ userId, email, passwordHash }: Awaited<ReturnType<typeof create>>) => {
    const times = { now: noon, expireTime: after(refreshTokenLifeMs) };
    const opened = { sessionId: ids.next("ses"), userId, refreshToken: `token ${ids.uuid()}`, ...times };
    const exchange = () => stores().sessions.exchange(opened.refreshToken, { token: `token ${ids.uuid()}`, ...times });
    return { opened, exchange, open: () => stores().sessions.open({ email, passwordHash, opened, events: [] }) };
  };
  const lockOut = async (email: string) => {
    for (let time = 0; time < 10; time++) await stores().sessions.countFailure(email, noon);
  };

  test("a code with a password sets it, ends all sessions, and forgets the failures", async () => {
    const made = await create();
    const session = signIn(made);
    await session.open();
    await lockOut(made.email);
    const code = await request(made.userId);
    expect(await use(code, noon, "another hash")).toMatchObject({ answer: { version: 2, authVersion: 2 } });
    expect(await session.exchange()).toBeUndefined();
    expect(await signIn(made).open()).toBeUndefined();
    expect(await signIn({ ...made, passwordHash: "another hash" }).open()).toMatchObject({ authVersion: 2 });
  });

  const change = (
    { userId, email, passwordHash: verifiedHash }: Awaited<ReturnType<typeof create>>,
    sessionId = ids.next("ses"),
  ) =>
    stores().accounts.changePassword(
      { session: { userId, sessionId }, email, verifiedHash, passwordHash: "another hash", now: noon },
      (account, ended) => changePassword(account, ended, noon),
    );

  test("a changed password ends the other sessions and leaves the caller's", async () => {
    const made = await create();
    const [own, other] = [signIn(made), signIn(made)];
    await Promise.all([own.open(), other.open()]);
    const changed = await change(made, own.opened.sessionId);
    expect(changed?.events).toMatchObject([{ type: "PasswordChanged" }, { sessionId: other.opened.sessionId }]);
    expect(await own.exchange()).toBeDefined();
    expect(await other.exchange()).toBeUndefined();
    expect(await stores().sessions.findOwnCredentials(made.userId)).toMatchObject({ passwordHash: "another hash" });
    expect(await stores().sessions.findOwnCredentials(ids.next("usr"))).toBeUndefined();
  });

  test("a changed password ends the code that would reset it", async () => {
    const made = await create();
    const code = await request(made.userId);
    await change({ ...made, passwordHash: "of yesterday" });
    expect(await stores().codes.find(code.codeId, noon)).toBeDefined();
    await change(made);
    expect(await stores().codes.find(code.codeId, noon)).toBeUndefined();
    expect([await tryOf(code), await use(code)]).toEqual([undefined, undefined]);
  });

  test("a password is not changed where another one was set or the e-mail is locked meanwhile", async () => {
    const made = await create();
    expect(await change({ ...made, passwordHash: "of yesterday" })).toBeUndefined();
    await lockOut(made.email);
    expect(await stores().sessions.findOwnCredentials(made.userId)).toMatchObject({ lockedUntil: after(30_000) });
    expect(await change(made)).toBeUndefined();
  });

  test("no session outlives the password it was opened with, however many sign in at once", async () => {
    for (let round = 0; round < 10; round++) {
      const made = await create();
      const sessions = Array.from({ length: 6 }, () => signIn(made));
      const [changed] = await Promise.all([change(made), ...sessions.map(({ open }) => open())]);
      expect(changed).toBeDefined();
      expect(await Promise.all(sessions.map(({ exchange }) => exchange()))).toEqual(Array(6).fill(undefined));
    }
  });

  test("codes that have expired are purged once they no longer count", async () => {
    const { userId } = await create();
    const code = await request(userId);
    await stores().sessions.purge(new Date(code.expireTime.getTime() + hourMs));
    expect(await stores().codes.find(code.codeId, noon)).toBeDefined();
    await stores().sessions.purge(new Date(code.expireTime.getTime() + hourMs + 1));
    expect(await stores().codes.find(code.codeId, noon)).toBeUndefined();
  });
}
