import type { AccountStore, OpenedSession, SessionStore } from "../src/app/ports.ts";
import type { Account } from "../src/domain/account.ts";
import type { UserId } from "../src/domain/ids.ts";
import { lockOut } from "../src/domain/lock-out.ts";
import { guestOf, guestSignedIn, refreshTokenLifeMs } from "../src/domain/session.ts";
import { setRoles } from "../src/domain/set-roles.ts";
import { aCaller, aNewAccount, anEmail, ids, noon } from "./builders.ts";

export interface AuthStores {
  readonly accounts: AccountStore;
  readonly sessions: SessionStore;
}

const after = (ms: number) => new Date(noon.getTime() + ms);
const dayMs = 86_400_000;

/** What every engine that keeps accounts and sessions must do. */
export function authStoresContract(stores: () => AuthStores): void {
  const reason = (name: string) => expect.objectContaining({ reason: name });
  const aSession = (userId: UserId, now = noon): OpenedSession => {
    const [sessionId, refreshToken] = [ids.next("ses"), `token ${ids.uuid()}`];
    return { sessionId, userId, refreshToken, now, expireTime: new Date(now.getTime() + refreshTokenLifeMs) };
  };
  const create = async (change: Partial<Account> = {}) => {
    const made = aNewAccount(change);
    const opened = aSession(made.account.userId);
    await stores().accounts.create({ ...made, opened });
    return { ...made, opened };
  };
  const signIn = ({ account, passwordHash }: Awaited<ReturnType<typeof create>>, now = noon) => {
    const opened = aSession(account.userId, now);
    return stores().sessions.open({ email: account.email, passwordHash, opened, events: [] });
  };
  const exchange = (token: string, now = noon, next = `token ${ids.uuid()}`) =>
    stores().sessions.exchange(token, { token: next, now, expireTime: new Date(now.getTime() + refreshTokenLifeMs) });

  test("an account comes back as it was created, by id and by e-mail", async () => {
    const { account } = await create({ roles: ["clerk", "customer"] });
    expect(await stores().accounts.find(account.userId)).toEqual(account);
    expect(await stores().accounts.findByEmail(account.email)).toEqual(account);
    expect(await stores().accounts.find(ids.next("usr"))).toBeUndefined();
    expect(await stores().accounts.findByEmail(anEmail())).toBeUndefined();
  });

  test("of ten accounts of one e-mail at once one is created, the others are refused with EMAIL_TAKEN", async () => {
    const email = anEmail();
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => create({ email })));
    const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(refusals).toEqual(Array(9).fill(reason("EMAIL_TAKEN")));
  });

  test("a user id gets one account", async () => {
    const { account } = await create();
    await expect(create({ userId: account.userId })).rejects.toThrow(reason("ALREADY_REGISTERED"));
  });

  test("a guest whose session has ended neither becomes an account nor hands anything over to one", async () => {
    const { accounts, sessions } = stores();
    const made = await create();
    const guest = guestOf(ids.next("usr"));
    expect(await sessions.end(guest, noon)).toHaveLength(1);
    const { userId } = guest;
    const registering = accounts.create({ ...aNewAccount({ userId }), ends: guest });
    await expect(registering).rejects.toThrow(reason("TOKEN_INVALID"));
    expect(await accounts.find(userId)).toBeUndefined();
    const opened = aSession(made.account.userId);
    const events = guestSignedIn(guest, made.account.userId);
    const { email } = made.account;
    const signingIn = sessions.open({ email, passwordHash: made.passwordHash, opened, ends: guest, events });
    await expect(signingIn).rejects.toThrow(reason("TOKEN_INVALID"));
    expect(await exchange(opened.refreshToken)).toBeUndefined();
  });

  test("pages show each account once, newest first", async () => {
    const made: Account[] = [];
    for (let index = 0; index < 5; index++) made.unshift((await create({ createTime: after(dayMs + index) })).account);
    made.unshift((await create({ createTime: after(dayMs + 4) })).account);
    const seen: Account[] = [];
    let page = await stores().accounts.page(undefined, 2);
    for (; page.nextKey !== undefined; page = await stores().accounts.page(page.nextKey, 2)) seen.push(...page.items);
    const all = [...seen, ...page.items];
    expect(all.slice(0, 6)).toEqual(made);
    expect(new Set(all.map(({ userId }) => userId)).size).toBe(all.length);
  });

  test("a change is kept once under its request key, and its events are told once", async () => {
    const { account } = await create();
    const request = { caller: "usr_1", method: "/SetRoles", key: ids.uuid(), hash: "a" };
    const decide = (before: Account) => setRoles(aCaller("*"), before, ["clerk"], noon);
    const first = await stores().accounts.change(account.userId, decide, request);
    expect(first.events).toHaveLength(2);
    expect(await stores().accounts.find(account.userId)).toEqual(first.answer);
    const again = await stores().accounts.change(account.userId, decide, request);
    expect(again).toEqual({ answer: first.answer, events: [] });
    await expect(stores().accounts.change(ids.next("usr"), decide)).rejects.toThrow(reason("RESOURCE_NOT_FOUND"));
  });

  test("ending all sessions ends each, raises the version of access once, and then there is nothing to end", async () => {
    const made = await create();
    const { userId } = made.account;
    await signIn(made);
    const ended = await stores().accounts.endSessions(userId, noon);
    expect(ended).toEqual([{ type: "AccessEnded", key: userId, version: 2, beforeVersion: 2 }]);
    expect(await stores().accounts.find(userId)).toMatchObject({ version: 2, authVersion: 2 });
    expect(await exchange(made.opened.refreshToken)).toBeUndefined();
    expect(await stores().accounts.endSessions(userId, noon)).toEqual([]);
    expect(await signIn(made)).toMatchObject({ roles: ["customer"], authVersion: 2 });
  });

  test("a guest's session is ended by the user id, once", async () => {
    const { sessionId, userId } = guestOf(ids.next("usr"));
    expect(await stores().sessions.hasEnded({ sessionId, userId })).toBe(false);
    const ended = await stores().accounts.endSessions(userId, noon);
    expect(ended).toEqual([{ type: "AccessEnded", key: userId, version: 1, sessionId }]);
    expect(await stores().sessions.hasEnded({ sessionId, userId })).toBe(true);
    expect(await stores().accounts.endSessions(userId, noon)).toEqual([]);
  });

  test("of twenty exchanges of one token at once one succeeds; from then on the token counts as reused", async () => {
    const { account, opened } = await create({ roles: ["clerk"] });
    const { sessionId, userId, refreshToken } = opened;
    expect(await stores().sessions.findReused(refreshToken, noon)).toBeUndefined();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => exchange(refreshToken)));
    const children = outcomes.filter((outcome) => outcome !== undefined);
    expect(children).toEqual([
      { session: { sessionId, userId }, roles: account.roles, shopPermissions: [], authVersion: 1 },
    ]);
    expect(await stores().sessions.findReused(refreshToken, noon)).toEqual({ sessionId, userId });
  });

  test("a token is exchanged until it expires or its session ends", async () => {
    const { opened } = await create();
    const expired = after(refreshTokenLifeMs);
    expect(await exchange(opened.refreshToken, expired)).toBeUndefined();
    const next = `token ${ids.uuid()}`;
    const last = after(refreshTokenLifeMs - 1);
    expect(await exchange(opened.refreshToken, last, next)).toBeDefined();
    expect(await stores().sessions.findReused(opened.refreshToken, expired)).toBeUndefined();
    expect(await stores().sessions.end(opened, last)).toHaveLength(1);
    expect(await stores().sessions.end(opened, last)).toEqual([]);
    expect(await exchange(next, last)).toBeUndefined();
    expect(await exchange("never given out")).toBeUndefined();
  });

  const fail = async (email: string, times: number, now = noon) => {
    const counted: boolean[] = [];
    for (let time = 0; time < times; time++) counted.push(await stores().sessions.countFailure(email, now));
    return counted.filter(Boolean).length;
  };
  const pauseAfter = async (email: string, now = noon) =>
    ((await stores().sessions.findCredentials(email)).lockedUntil?.getTime() ?? 0) - now.getTime();

  test("failures lock an e-mail for ever longer, whether or not it has an account", async () => {
    const { account } = await create();
    for (const email of [account.email, anEmail()]) {
      expect(await fail(email, 9)).toBe(9);
      expect(await pauseAfter(email)).toBe(0);
      expect(await fail(email, 3)).toBe(1);
      expect(await pauseAfter(email)).toBe(30_000);
      let now = noon;
      for (const pause of [30_000, 60_000, 120_000, 240_000, 480_000, 900_000, 900_000]) {
        expect(await pauseAfter(email, now)).toBe(pause);
        now = new Date(now.getTime() + pause);
        expect(await fail(email, 2, now)).toBe(1);
      }
    }
  });

  test("of twenty failures at once ten are counted", async () => {
    const email = anEmail();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => fail(email, 1)));
    expect(outcomes.filter((counted) => counted === 1)).toHaveLength(10);
  });

  test("failures are forgotten after a quiet day, and by a sign-in, which a lock refuses", async () => {
    const made = await create();
    const { email } = made.account;
    await fail(email, 9);
    await signIn(made);
    expect(await fail(email, 9)).toBe(9);
    expect(await pauseAfter(email)).toBe(0);
    await fail(email, 1);
    expect(await signIn(made, after(29_999))).toBeUndefined();
    expect(await signIn(made, after(30_000))).toBeDefined();
    await fail(email, 10);
    const quiet = after(lockOut.forgetAfterMs + 1);
    expect(await fail(email, 9, quiet)).toBe(9);
    expect(await pauseAfter(email, quiet)).toBe(0);
  });

  test("a sign-in with a password that has changed meanwhile opens nothing", async () => {
    const made = await create();
    expect(await signIn({ ...made, passwordHash: "another" })).toBeUndefined();
  });

  test("what has expired is purged, and nothing else", async () => {
    const { account, opened } = await create();
    const lasting = await create();
    const email = anEmail();
    await fail(email, 10);
    const { sessions } = stores();
    await exchange(lasting.opened.refreshToken, after(dayMs));
    await sessions.purge(after(refreshTokenLifeMs - 1));
    expect(await pauseAfter(email)).toBe(-noon.getTime());
    expect(await sessions.findReused(lasting.opened.refreshToken, noon)).toBeDefined();
    await sessions.purge(after(refreshTokenLifeMs + 1));
    expect(await exchange(opened.refreshToken, noon)).toBeUndefined();
    expect(await sessions.findReused(lasting.opened.refreshToken, noon)).toBeUndefined();
    expect(await stores().accounts.find(account.userId)).toEqual(account);
    expect(await sessions.end(lasting.opened, noon)).toHaveLength(1);
  });
}
