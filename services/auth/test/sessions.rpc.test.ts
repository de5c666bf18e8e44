import { decodeJwt } from "jose";
import { RefreshTokenReused } from "#gen/grpc/ultramarket/auth/v1/auth_events.ts";
import { eventually } from "#mesh/testing";
import { aRegistration, ids } from "./builders.ts";
import { isAccepted, type Market, refusal, startMarket } from "./market.ts";

let market: Market;

beforeAll(async () => {
  market = await startMarket();
});
afterAll(() => market?.close());

/** Somebody who is signed in so often. */
async function signedIn(times: number) {
  const registration = aRegistration();
  const pairs = [await market.auth.register(registration)];
  while (pairs.length < times) pairs.push(await market.auth.signIn(registration));
  return pairs.map((pair) => ({
    ...pair,
    sessionId: String(decodeJwt(pair.accessToken).sid),
    token: pair.accessToken,
  }));
}

const list = (as: { token: string }, change: object = {}) =>
  market.ownSessions.listSessions({ pageSize: 0, pageToken: "", userId: "", ...change }, as);

test("sessions are listed by pages, newest first, and this one is marked", async () => {
  const [first, second, third] = await signedIn(3);
  if (first === undefined || second === undefined || third === undefined) throw new Error("not signed in");
  const page = await list(second, { pageSize: 2 });
  const rest = await list(second, { pageSize: 2, pageToken: page.nextPageToken });
  const all = [...page.sessions, ...rest.sessions];
  expect(all.map(({ sessionId, current }) => [sessionId, current])).toEqual([
    [third.sessionId, false],
    [second.sessionId, true],
    [first.sessionId, false],
  ]);
});

test("a session is told apart by program and network, and a refresh notes its use", async () => {
  const registration = aRegistration();
  const said = { clientAddress: "203.0.113.77", clientUserAgent: "Kiosk/1.0" };
  const pair = await market.auth.register({ ...registration, ...said });
  const [before] = (await list({ token: pair.accessToken })).sessions;
  expect(before).toMatchObject({ userAgent: "Kiosk/1.0", addressRange: "203.0.113.0/24" });
  expect(before?.lastUseTime).toEqual(before?.createTime);
  const next = await market.auth.refreshSession({ ...pair, clientAddress: "2001:db8:7::1", clientUserAgent: "" });
  const [after] = (await list({ token: next.accessToken })).sessions;
  expect(after).toMatchObject({ userAgent: "Kiosk/1.0", addressRange: "2001:db8:7::/48" });
  expect(after?.lastUseTime?.getTime()).toBeGreaterThan(before?.createTime?.getTime() ?? Number.POSITIVE_INFINITY);
});

test("one session is revoked, by its owner or the staff alone, once under one key", async () => {
  const [own, other] = await signedIn(2);
  const [stranger] = await signedIn(1);
  if (own === undefined || other === undefined || stranger === undefined) throw new Error("not signed in");
  const revoke = (as: { token: string }, requestId = ids.uuid()) =>
    market.ownSessions.revokeSession({ sessionId: other.sessionId, requestId }, as);
  await expect(revoke(stranger)).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
  const requestId = ids.uuid();
  expect(await Promise.all([revoke(own, requestId), revoke(own, requestId)])).toEqual([{}, {}]);
  expect(await Promise.all([own, other].map(({ token }) => isAccepted(market, token)))).toEqual([true, false]);
  await expect(market.auth.refreshSession(other)).rejects.toThrow(refusal("REFRESH_TOKEN_INVALID"));
  await revoke(market.admin);
  expect((await list(own)).sessions.map(({ sessionId }) => sessionId)).toEqual([own.sessionId]);
});

test("the staff sees whose sessions there are, others do not", async () => {
  const [own] = await signedIn(1);
  const [stranger] = await signedIn(1);
  if (own === undefined || stranger === undefined) throw new Error("not signed in");
  const { userId } = own;
  expect((await list(market.admin, { userId })).sessions).toHaveLength(1);
  await expect(list(stranger, { userId })).rejects.toThrow(refusal("PERMISSION_MISSING"));
  const guest = { token: (await market.auth.startGuestSession({})).accessToken };
  await expect(list(guest)).rejects.toThrow(refusal("ACCOUNT_REQUIRED"));
});

test("the other sessions end and this one goes on; then all end", async () => {
  const [own, ...others] = await signedIn(4);
  if (own === undefined) throw new Error("not signed in");
  const requestId = ids.uuid();
  const end = () => market.ownSessions.endOtherSessions({ requestId }, own);
  expect([await end(), await end()]).toEqual([{ ended: 3 }, { ended: 3 }]);
  for (const { token } of others) expect(await isAccepted(market, token)).toBe(false);
  expect(await isAccepted(market, own.token)).toBe(true);
  await market.ownSessions.signOutEverywhere({}, own);
  expect(await isAccepted(market, own.token)).toBe(false);
  await expect(market.auth.refreshSession(own)).rejects.toThrow(refusal("REFRESH_TOKEN_INVALID"));
});

test("a stolen refresh token ends the family and is told of, once; of 20 refreshes at once one has a child", async () => {
  const [own] = await signedIn(1);
  if (own === undefined) throw new Error("not signed in");
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => market.auth.refreshSession(own)));
  const children = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  expect(children).toHaveLength(1);
  expect(await isAccepted(market, children[0]?.accessToken ?? "")).toBe(false);
  const told = () => market.heard.filter(({ subject, key }) => subject.endsWith("token_reused") && key === own.userId);
  await eventually(() => told().length > 0);
  expect(told().map(({ payload }) => RefreshTokenReused.decode(payload))).toEqual([
    { userId: own.userId, sessionId: own.sessionId },
  ]);
});
