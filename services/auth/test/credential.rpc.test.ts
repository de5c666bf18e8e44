import { CodePurpose } from "#gen/grpc/ultramarket/auth/v1/auth.ts";
import { CodeRequested } from "#gen/grpc/ultramarket/auth/v1/auth_events.ts";
import { AccountLookupServiceService } from "#gen/grpc/ultramarket/auth/v1/auth_service.ts";
import { createClient } from "#mesh/rpc";
import { eventually } from "#mesh/testing";
import { aRegistration, ids, password } from "./builders.ts";
import { isAccepted, type Market, refusal, startAnother, startMarket } from "./market.ts";

let market: Market;
let auth: Market["auth"];
let credentials: Market["credentials"];

beforeAll(async () => {
  market = await startMarket();
  ({ auth, credentials } = market);
});
afterAll(() => market?.close());

const newPassword = "a jug of stoneware";
const lookupAs = (workload: string) =>
  createClient(AccountLookupServiceService, market.host.channelTo("auth", workload));
const { CODE_PURPOSE_VERIFY_EMAIL: verifying, CODE_PURPOSE_RESET_PASSWORD: resetting } = CodePurpose;

async function register() {
  const registration = aRegistration();
  const pair = await auth.register(registration);
  return { ...registration, ...pair, own: { token: pair.accessToken } };
}

/** The last code for the purpose, read as it is for sending it. */
async function readCode(userId: string, purpose: CodePurpose, count = 1) {
  const codeId = await eventually(() => {
    const told = market.heard.filter(({ subject, key }) => subject === "auth.v1.code_requested" && key === userId);
    const requested = told
      .map(({ payload }) => CodeRequested.decode(payload))
      .filter((each) => each.purpose === purpose);
    return requested[count - 1]?.codeId ?? false;
  });
  return lookupAs("notification").readCode({ codeId });
}

const heard = (userId: string, subject: string) =>
  eventually(() => market.heard.some((event) => event.subject === subject && event.key === userId));
const accepted = (...tokens: string[]) => Promise.all(tokens.map((token) => isAccepted(market, token)));

test("who registers is sent a code that verifies the e-mail", async () => {
  const { userId, email, own } = await register();
  const { code, purpose, account, expireTime } = await readCode(userId, verifying);
  expect(code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  expect({ purpose, account }).toMatchObject({ purpose: verifying, account: { userId, email, emailVerified: false } });
  expect(expireTime?.getTime()).toBeGreaterThan(Date.now());
  const verified = await credentials.verifyEmail({ code: ` ${code.toLowerCase().replace("-", " ")}` }, own);
  expect(verified.account).toMatchObject({ userId, emailVerified: true });
  await heard(userId, "auth.v1.email_verified");
  await expect(readCode(userId, verifying)).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
  await expect(credentials.verifyEmail({ code }, own)).rejects.toThrow(refusal("CODE_WRONG"));
});

test("another code is sent when asked for, and the one before it ends", async () => {
  const { userId, own } = await register();
  const first = await readCode(userId, verifying);
  await credentials.requestEmailVerification({}, own);
  const second = await readCode(userId, verifying, 2);
  await expect(readCode(userId, verifying)).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
  await expect(credentials.verifyEmail(first, own)).rejects.toThrow(refusal("CODE_WRONG"));
  await credentials.verifyEmail(second, own);
});

test("a code sets a new password, proves the e-mail, and ends all sessions, in every process", async () => {
  const other = await startAnother(market);
  const { userId, email, accessToken, refreshToken } = await register();
  const second = await auth.signIn({ email, password });
  await credentials.requestPasswordReset({ email: email.toUpperCase() });
  const { code } = await readCode(userId, resetting);
  await credentials.resetPassword({ email, code, newPassword });
  expect(await accepted(accessToken, second.accessToken)).toEqual([false, false]);
  await eventually(async () => !(await isAccepted(other, accessToken)));
  for (const token of [refreshToken, second.refreshToken]) {
    await expect(auth.refreshSession({ refreshToken: token })).rejects.toThrow(refusal("REFRESH_TOKEN_INVALID"));
  }
  await expect(auth.signIn({ email, password })).rejects.toThrow(refusal("CREDENTIALS_WRONG"));
  const next = await auth.signIn({ email, password: newPassword });
  expect(await accepted(next.accessToken)).toEqual([true]);
  const { account } = await lookupAs("user").readAccount({ userId });
  expect(account).toMatchObject({ email, emailVerified: true });
  await Promise.all(["auth.v1.password_changed", "auth.v1.email_verified"].map((subject) => heard(userId, subject)));
  await other.close();
});

test("nothing tells whether an e-mail has an account", async () => {
  const { email } = await register();
  const outcomeOf = (whose: string) =>
    credentials.resetPassword({ email: whose, code: "00000-00000", newPassword }).then(
      () => "reset",
      ({ kind, reason, message, metadata, retryAfterMs }) => ({ kind, reason, message, metadata, retryAfterMs }),
    );
  const nobody = aRegistration().email;
  for (let time = 0; time < 7; time++) {
    for (const whose of [email, nobody]) expect(await credentials.requestPasswordReset({ email: whose })).toEqual({});
  }
  const wrong = await outcomeOf(email);
  expect(wrong).toMatchObject({ kind: "INVALID_ARGUMENT", reason: "CODE_WRONG", metadata: {} });
  expect(await outcomeOf(nobody)).toEqual(wrong);
});

test("a changed password ends the other sessions at once, and the caller's goes on", async () => {
  const { userId, email, own, accessToken, refreshToken } = await register();
  const others = [await auth.signIn({ email, password }), await auth.signIn({ email, password })];
  const wrong = credentials.changePassword({ currentPassword: "a cup of stoneware", newPassword }, own);
  await expect(wrong).rejects.toThrow(refusal("CREDENTIALS_WRONG", { kind: "UNAUTHENTICATED" }));
  await credentials.changePassword({ currentPassword: password, newPassword }, own);
  expect(await accepted(accessToken, ...others.map((each) => each.accessToken))).toEqual([true, false, false]);
  for (const other of others) {
    await expect(auth.refreshSession(other)).rejects.toThrow(refusal("REFRESH_TOKEN_INVALID"));
  }
  const next = await auth.refreshSession({ refreshToken });
  expect(await accepted(accessToken, next.accessToken)).toEqual([true, true]);
  expect((await auth.signIn({ email, password: newPassword })).userId).toBe(userId);
  await heard(userId, "auth.v1.password_changed");
});

test("guests are told that they have no account, and strangers to sign in", async () => {
  const { accessToken: token } = await auth.startGuestSession({});
  const change = { currentPassword: password, newPassword };
  const required = refusal("ACCOUNT_REQUIRED", { kind: "FAILED_PRECONDITION" });
  await expect(credentials.requestEmailVerification({}, { token })).rejects.toThrow(required);
  await expect(credentials.verifyEmail({ code: "00000-00000" }, { token })).rejects.toThrow(required);
  await expect(credentials.changePassword(change, { token })).rejects.toThrow(required);
  await expect(credentials.changePassword(change)).rejects.toThrow(refusal("SIGN_IN_REQUIRED"));
});

test("accounts and codes are read by those who need them, and by nobody else", async () => {
  const { userId, email } = await register();
  expect((await lookupAs("notification").readAccount({ userId })).account).toMatchObject({ userId, email });
  const absent = [ids.next("usr"), (await auth.startGuestSession({})).userId];
  for (const nobody of absent) {
    await expect(lookupAs("user").readAccount({ userId: nobody })).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
  }
  const codeId = ids.next("cod");
  await expect(lookupAs("notification").readCode({ codeId })).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
  await expect(lookupAs("user").readCode({ codeId })).rejects.toThrow(refusal("CALLER_NOT_ALLOWED"));
  for (const workload of ["gateway", "order"]) {
    await expect(lookupAs(workload).readAccount({ userId })).rejects.toThrow(refusal("CALLER_NOT_ALLOWED"));
  }
});
