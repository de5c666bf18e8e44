import { anEmail, aRegistration, password } from "./builders.ts";
import { isAccepted, type Market, refusal, startMarket } from "./market.ts";

let market: Market;
let auth: Market["auth"];

beforeAll(async () => {
  market = await startMarket();
  auth = market.auth;
});
afterAll(() => market?.close());

const accepted = (token: string) => isAccepted(market.host, token);

test("who registers is signed in, and signs in again, whatever the case of the e-mail", async () => {
  const email = `Ada.${anEmail()}`;
  const first = await auth.register(aRegistration({ email }));
  expect(await accepted(first.accessToken)).toBe(true);
  const second = await auth.signIn({ email: email.toUpperCase(), password });
  expect(second.userId).toBe(first.userId);
  const { account } = await market.accounts.getAccount({ userId: first.userId }, market.admin);
  expect(account).toMatchObject({ email: email.toLowerCase(), roles: ["customer"], emailVerified: false });
});

test("a guest's account takes over the guest's id, and the guest's tokens end", async () => {
  const guest = await auth.startGuestSession({});
  const user = await auth.register(aRegistration(), { token: guest.accessToken });
  expect(user.userId).toBe(guest.userId);
  expect([await accepted(guest.accessToken), await accepted(user.accessToken)]).toEqual([false, true]);
  const { refreshToken } = guest;
  await expect(auth.refreshSession({ refreshToken })).rejects.toThrow(refusal("REFRESH_TOKEN_INVALID"));
  const token = user.accessToken;
  await expect(auth.register(aRegistration(), { token })).rejects.toThrow(refusal("ALREADY_REGISTERED"));
});

test("a guest's token is refreshed as often as wanted, until the guest signs out", async () => {
  const guest = await auth.startGuestSession({});
  const { refreshToken } = guest;
  const next = await auth.refreshSession({ refreshToken });
  expect(next.userId).toBe(guest.userId);
  expect((await auth.refreshSession({ refreshToken })).userId).toBe(guest.userId);
  await auth.signOut({}, { token: next.accessToken });
  expect([await accepted(guest.accessToken), await accepted(next.accessToken)]).toEqual([false, false]);
  await expect(auth.refreshSession({ refreshToken })).rejects.toThrow(refusal("REFRESH_TOKEN_INVALID"));
});

test("of twenty refreshes at once one gets the next pair, and the session ends", async () => {
  const { refreshToken, accessToken } = await auth.register(aRegistration());
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => auth.refreshSession({ refreshToken })));
  const children = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  expect(children).toHaveLength(1);
  expect(refusals).toEqual(Array(19).fill(refusal("REFRESH_TOKEN_REUSED", { kind: "UNAUTHENTICATED" })));
  for (const token of [accessToken, children[0]?.accessToken ?? ""]) expect(await accepted(token)).toBe(false);
  const next = { refreshToken: children[0]?.refreshToken ?? "" };
  await expect(auth.refreshSession(next)).rejects.toThrow(refusal("REFRESH_TOKEN_INVALID"));
});

test("signing out ends the session at once, and no other", async () => {
  const { email } = aRegistration();
  const first = await auth.register(aRegistration({ email }));
  const second = await auth.signIn({ email, password });
  await auth.signOut({}, { token: first.accessToken });
  expect([await accepted(first.accessToken), await accepted(second.accessToken)]).toEqual([false, true]);
  const { refreshToken } = first;
  await expect(auth.refreshSession({ refreshToken })).rejects.toThrow(refusal("REFRESH_TOKEN_INVALID"));
  expect((await auth.refreshSession({ refreshToken: second.refreshToken })).userId).toBe(first.userId);
});
