import { decodeJwt, decodeProtectedHeader } from "jose";
import { GuestSignedIn } from "#gen/grpc/ultramarket/auth/v1/auth_events.ts";
import { eventually } from "#mesh/testing";
import { anEmail, aRegistration, password } from "./builders.ts";
import { isAccepted, type Market, refusal, startMarket } from "./market.ts";

let market: Market;
let auth: Market["auth"];

beforeAll(async () => {
  market = await startMarket();
  auth = market.auth;
});
afterAll(() => market?.close());

const accepted = (...tokens: string[]) => Promise.all(tokens.map((token) => isAccepted(market, token)));

test("who registers is signed in, and signs in again, whatever the case of the e-mail", async () => {
  const email = `Ada.${anEmail()}`;
  const first = await auth.register(aRegistration({ email }));
  expect(await accepted(first.accessToken)).toEqual([true]);
  const second = await auth.signIn({ email: email.toUpperCase(), password });
  expect(second.userId).toBe(first.userId);
  const { account } = await market.accounts.getAccount({ userId: first.userId }, market.admin);
  expect(account).toMatchObject({ email: email.toLowerCase(), roles: ["customer"], emailVerified: false });
});

test("access tokens are JWTs of RFC 9068, of fifteen minutes, of a session and a version", async () => {
  const { accessToken, userId, expireTime } = await auth.register(aRegistration());
  expect(decodeProtectedHeader(accessToken)).toMatchObject({ alg: "EdDSA", typ: "at+jwt", kid: expect.any(String) });
  const claims = decodeJwt(accessToken);
  expect(claims).toEqual({
    iss: market.host.config.tokens.issuer,
    aud: "ultramarket",
    sub: userId,
    sid: expect.stringMatching(/^ses_/),
    permissions: [],
    ver: 1,
    iat: expect.any(Number),
    nbf: claims.iat,
    exp: (claims.iat ?? 0) + 900,
  });
  expect(Math.abs((expireTime?.getTime() ?? 0) - (claims.exp ?? 0) * 1000)).toBeLessThan(1_000);
  const guest = await auth.startGuestSession({});
  expect(decodeJwt(guest.accessToken)).toMatchObject({ sub: guest.userId, guest: true, ver: 0, permissions: [] });
});

test("of ten registrations of one e-mail at once one succeeds", async () => {
  const request = aRegistration();
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => auth.register(request)));
  const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  expect(refusals).toEqual(Array(9).fill(refusal("EMAIL_TAKEN", { kind: "ALREADY_EXISTS" })));
});

test("a common password is refused, and a short one names the field", async () => {
  const common = aRegistration({ password: "Password1234" });
  await expect(auth.register(common)).rejects.toThrow(refusal("PASSWORD_TOO_COMMON", { kind: "INVALID_ARGUMENT" }));
  const fields = [expect.objectContaining({ field: "password" })];
  const short = aRegistration({ password: "stoneware" });
  await expect(auth.register(short)).rejects.toThrow(refusal("INVALID_REQUEST", { fields }));
});

test("a guest's account takes over the guest's id, and the guest's tokens end", async () => {
  const guest = await auth.startGuestSession({});
  const user = await auth.register(aRegistration(), { token: guest.accessToken });
  expect(user.userId).toBe(guest.userId);
  expect(await accepted(guest.accessToken, user.accessToken)).toEqual([false, true]);
  const { refreshToken } = guest;
  await expect(auth.refreshSession({ refreshToken })).rejects.toThrow(refusal("REFRESH_TOKEN_INVALID"));
  const token = user.accessToken;
  const again = auth.register(aRegistration(), { token });
  await expect(again).rejects.toThrow(refusal("ALREADY_REGISTERED", { kind: "FAILED_PRECONDITION" }));
});

test("a guest who registers twice at once gets one account", async () => {
  const { accessToken: token } = await auth.startGuestSession({});
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => auth.register(aRegistration(), { token })));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("a guest who signs in to an account ends as a guest and hands over what is theirs", async () => {
  const request = aRegistration();
  const user = await auth.register(request);
  const guest = await auth.startGuestSession({});
  const signedIn = await auth.signIn(request, { token: guest.accessToken });
  expect(signedIn.userId).toBe(user.userId);
  expect(await accepted(guest.accessToken, user.accessToken, signedIn.accessToken)).toEqual([false, true, true]);
  const { refreshToken } = guest;
  await expect(auth.refreshSession({ refreshToken })).rejects.toThrow(refusal("REFRESH_TOKEN_INVALID"));
  const event = await eventually(
    () =>
      market.heard.find(({ subject, key }) => subject === "auth.v1.guest_signed_in" && key === user.userId) ?? false,
  );
  expect(GuestSignedIn.decode(event.payload)).toEqual({ guestUserId: guest.userId, userId: user.userId });
});

test("a user who signs in to another account hands nothing over and stays signed in", async () => {
  const other = aRegistration();
  const [first, second] = [await auth.register(aRegistration()), await auth.register(other)];
  await auth.signIn(other, { token: first.accessToken });
  expect(await accepted(first.accessToken)).toEqual([true]);
  const subjectsOf = (userId: string) => market.heard.flatMap(({ subject, key }) => (key === userId ? [subject] : []));
  await eventually(() => subjectsOf(second.userId).length > 1);
  expect(subjectsOf(second.userId)).toEqual(["auth.v1.account_registered", "auth.v1.code_requested"]);
});

test("a guest's token is refreshed as often as wanted, until the guest signs out", async () => {
  const guest = await auth.startGuestSession({});
  const { refreshToken } = guest;
  const next = await auth.refreshSession({ refreshToken });
  expect(next.userId).toBe(guest.userId);
  expect((await auth.refreshSession({ refreshToken })).userId).toBe(guest.userId);
  await auth.signOut({}, { token: next.accessToken });
  expect(await accepted(guest.accessToken, next.accessToken)).toEqual([false, false]);
  for (const token of [refreshToken, next.refreshToken]) {
    await expect(auth.refreshSession({ refreshToken: token })).rejects.toThrow(refusal("REFRESH_TOKEN_INVALID"));
  }
});

test("of twenty refreshes at once one gets the next pair, and the session ends", async () => {
  const { refreshToken, accessToken } = await auth.register(aRegistration());
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => auth.refreshSession({ refreshToken })));
  const children = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  expect(refusals).toEqual(Array(19).fill(refusal("REFRESH_TOKEN_REUSED", { kind: "UNAUTHENTICATED" })));
  expect(children).toHaveLength(1);
  expect(await accepted(accessToken, children[0]?.accessToken ?? "")).toEqual([false, false]);
  const next = { refreshToken: children[0]?.refreshToken ?? "" };
  await expect(auth.refreshSession(next)).rejects.toThrow(refusal("REFRESH_TOKEN_INVALID"));
});

test("a stolen refresh token that was exchanged ends its session and no other", async () => {
  const request = aRegistration();
  const first = await auth.register(request);
  const other = await auth.signIn(request);
  const second = await auth.refreshSession(first);
  const third = await auth.refreshSession(second);
  await expect(auth.refreshSession(first)).rejects.toThrow(refusal("REFRESH_TOKEN_REUSED"));
  await expect(auth.refreshSession(third)).rejects.toThrow(refusal("REFRESH_TOKEN_INVALID"));
  expect(await accepted(third.accessToken, other.accessToken)).toEqual([false, true]);
  expect((await auth.refreshSession(other)).userId).toBe(first.userId);
});

test("signing out ends the session at once, and no other", async () => {
  const request = aRegistration();
  const first = await auth.register(request);
  const second = await auth.signIn(request);
  await auth.signOut({}, { token: first.accessToken });
  expect(await accepted(first.accessToken, second.accessToken)).toEqual([false, true]);
  await expect(auth.refreshSession(first)).rejects.toThrow(refusal("REFRESH_TOKEN_INVALID"));
  expect((await auth.refreshSession(second)).userId).toBe(first.userId);
  await expect(auth.signOut({})).rejects.toThrow(refusal("SIGN_IN_REQUIRED"));
});

const outcomeOf = (email: string, given: string) =>
  auth.signIn({ email, password: given }).then(
    () => "signed in",
    ({ kind, reason, message, metadata, retryAfterMs }) => ({ kind, reason, message, metadata, retryAfterMs }),
  );

test("nothing tells an unknown e-mail from a wrong password, not even being locked out", async () => {
  const { email } = aRegistration();
  await auth.register(aRegistration({ email }));
  const stranger = anEmail();
  for (let attempt = 1; attempt <= 10; attempt++) {
    const wrong = await outcomeOf(email, "a cup of stoneware");
    expect(wrong).toMatchObject({ kind: "UNAUTHENTICATED", reason: "CREDENTIALS_WRONG" });
    expect(await outcomeOf(stranger, "a cup of stoneware")).toEqual(wrong);
  }
  for (const locked of [await outcomeOf(email, password), await outcomeOf(stranger, password)]) {
    expect(locked).toMatchObject({ kind: "RESOURCE_EXHAUSTED", reason: "TOO_MANY_ATTEMPTS", metadata: {} });
    expect(locked).toMatchObject({ retryAfterMs: expect.any(Number) });
  }
});

test("a burst of guesses learns no more than ten answers, the right one included", async () => {
  const { email } = aRegistration();
  await auth.register(aRegistration({ email }));
  const guesses = Array.from({ length: 40 }, (_, index) => outcomeOf(email, index < 30 ? `guess ${index}` : password));
  const outcomes = await Promise.all(guesses);
  const wrong = outcomes.filter((outcome) => typeof outcome === "object" && outcome.reason === "CREDENTIALS_WRONG");
  expect(wrong).toHaveLength(10);
  expect(outcomes.slice(30)).toEqual(Array(10).fill(expect.objectContaining({ reason: "TOO_MANY_ATTEMPTS" })));
});
