import { hash as hashBcrypt } from "@node-rs/bcrypt";
import { generateSync } from "otplib";
import { type Call, runInCall } from "#mesh/kernel";
import { sentStatements } from "#mesh/testing";
import type { UpdateRole } from "../src/app/update-role.ts";
import { oidcProviders } from "../src/clients/oidc-providers.ts";
import { openPasswords } from "../src/crypto/passwords.ts";
import type { UserId } from "../src/domain/ids.ts";
import { guestOf } from "../src/domain/session.ts";
import { openApp, site, type TestApp } from "./app.ts";
import { softwarePasskey } from "./authenticator.ts";
import { aCaller, anEmail, aRegistration, ids, password } from "./builders.ts";
import { aPerson, namedElsewhere, type OidcProviderServer, type OidcUser, startOidcProvider } from "./oidc-provider.ts";

let elsewhere: OidcProviderServer;
let opened: TestApp;
let app: TestApp["app"];

beforeAll(async () => {
  elsewhere = await startOidcProvider();
  const providers = oidcProviders([elsewhere.named], "https://shop.example/signed-in");
  opened = await openApp({ passwords: await openPasswords(), poolSize: 1, providers });
  app = opened.app;
});
afterAll(async () => {
  await opened?.close();
  await elsewhere?.[Symbol.asyncDispose]();
});

const { provider } = namedElsewhere;

const stranger = { kind: "stranger" } as const;
const aGuest = () => guestOf(ids.next("usr"));
const aGuestVisitor = () => ({ kind: "guest", guest: aGuest() }) as const;
const request = { caller: "usr_1", method: "/m", hash: "" };
const aRequest = () => ({ ...request, key: ids.uuid() });

/** A use case to count, after what it needs has been done. */
type Prepare = () => Promise<() => Promise<unknown>>;

const anAccount = async () => {
  const registration = aRegistration();
  const pair = await app.register(stranger, registration);
  return { ...pair, ...registration, userId: pair.userId as UserId };
};

const newPassword = "a jug of stoneware";

/** Makes a key of a new account. */
const aKeyMaker = async () => {
  const { userId } = await anAccount();
  return () => app.createApiKey(aCaller(), { userId, name: "nightly import", scopes: [] });
};

/** Who is signed in twice, and one of the two sessions. */
const twiceSignedIn = async () => {
  const account = await anAccount();
  await app.signIn(stranger, account);
  const { userId } = account;
  const { items } = await app.listSessions({ pageSize: 1, pageToken: "", userId });
  const [session] = items;
  if (session === undefined) throw new Error("no session");
  return session;
};

/** Who is about to show the first code of an app. */
const anEnrolled = async () => {
  const { userId, email } = await anAccount();
  const { factor, secret } = await app.enrollTotp({ userId, name: "phone", password, code: "" });
  return { userId, email, factorId: factor.factorId, code: generateSync({ secret }) };
};

/** Who has verified their e-mail. */
const aVerified = async () => {
  const { userId } = await anAccount();
  await app.verifyEmail(userId, (await opened.lastCode(userId)).code);
  return userId;
};

/** Who has confirmed an app, and shows a recovery code. */
const aProtected = async () => {
  const enrolled = await anEnrolled();
  const { recoveryCodes } = await app.confirmFactor(enrolled);
  return { ...enrolled, code: recoveryCodes[0] ?? "", recoveryCodes };
};

/** Completes the sign-in of somebody who was at the provider. */
const cameBack = async (person: OidcUser) => {
  const { url, binding } = await app.beginProviderSignIn(provider);
  const redirectQuery = await elsewhere.signIn(url, person);
  return () => app.completeProviderSignIn(stranger, { provider, binding, redirectQuery, code: "" });
};

/** Who is about to confirm a passkey. */
const aPasskey = async () => {
  const { userId } = await anAccount();
  const enrolled = await app.enrollPasskey({ userId, name: "laptop", password, code: "" });
  const at = (challenge: Uint8Array) => ({ challenge, origin: site.origins[0] ?? "", rpId: site.rpId });
  const passkey = softwarePasskey({ userHandle: enrolled.userHandle });
  const made = passkey.create(at(enrolled.challenge));
  const session = { userId, sessionId: ids.next("ses") };
  const { factorId } = enrolled.factor;
  const confirm = () => app.confirmPasskey({ session, factorId, ...made });
  return { confirm, answer: () => passkey.get(at(app.beginPasskey().challenge)) };
};

const aRoleDraft = () => ({ name: `desk-${ids.uuid()}`, description: "", permissions: ["order.read"] });

const aRoleOfTen = async (use: (role: UpdateRole) => Promise<unknown>) => {
  const { name } = await app.createRole(aCaller("*"), aRoleDraft());
  for (let count = 0; count < 10; count++) {
    const { userId } = await anAccount();
    await app.setRoles(aCaller("*"), { userId, roles: [name] });
  }
  return () => use({ name, change: { permissions: [] }, etag: "", request: aRequest() });
};

const anImport = (change: object = {}) => ({
  email: anEmail(),
  displayName: "Ada",
  emailVerified: true,
  passwordHash: "",
  ...change,
});

const importsOf = async (count: number) => {
  const accounts = Array.from({ length: count }, () => anImport());
  return () => app.importAccounts(accounts, aRequest());
};

const budget: readonly (readonly [string, number, Prepare])[] = [
  ["StartGuestSession", 0, async () => () => app.startGuestSession()],
  [
    "RefreshSession of a guest",
    1,
    async () => {
      const { refreshToken } = await app.startGuestSession();
      return () => app.refreshSession(refreshToken);
    },
  ],
  ["Register", 5, async () => () => app.register(stranger, aRegistration())],
  ["Register as a guest", 6, async () => () => app.register(aGuestVisitor(), aRegistration())],
  [
    "SignIn",
    2,
    async () => {
      const account = await anAccount();
      return () => app.signIn(stranger, account);
    },
  ],
  [
    "SignIn as a guest",
    7,
    async () => {
      const account = await anAccount();
      return () => app.signIn(aGuestVisitor(), account);
    },
  ],
  [
    "SignIn with a wrong password",
    2,
    async () => {
      const { email } = await anAccount();
      return () => app.signIn(stranger, { email, password: "wrong" }).catch(() => undefined);
    },
  ],
  [
    "RefreshSession",
    1,
    async () => {
      const { refreshToken } = await anAccount();
      return () => app.refreshSession(refreshToken);
    },
  ],
  [
    "RefreshSession with a token that was exchanged",
    7,
    async () => {
      const { refreshToken } = await anAccount();
      await app.refreshSession(refreshToken);
      return () => app.refreshSession(refreshToken).catch(() => undefined);
    },
  ],
  ["SignOut", 5, async () => () => app.signOut(aGuest())],
  [
    "GetAccount",
    1,
    async () => {
      const { userId } = await anAccount();
      return () => app.getAccount(userId);
    },
  ],
  [
    "RequestEmailVerification",
    2,
    async () => {
      const { userId } = await anAccount();
      return () => app.requestEmailVerification(userId);
    },
  ],
  [
    "VerifyEmail",
    7,
    async () => {
      const { userId } = await anAccount();
      const { code } = await opened.lastCode(userId);
      return () => app.verifyEmail(userId, code);
    },
  ],
  [
    "VerifyEmail with a wrong code",
    1,
    async () => {
      const { userId } = await anAccount();
      return () => app.verifyEmail(userId, "wrong").catch(() => undefined);
    },
  ],
  [
    "RequestPasswordReset",
    2,
    async () => {
      const { email } = await anAccount();
      return () => app.requestPasswordReset(email);
    },
  ],
  ["RequestPasswordReset of nobody", 2, async () => () => app.requestPasswordReset(anEmail())],
  [
    "ResetPassword",
    8,
    async () => {
      const { userId, email } = await anAccount();
      await app.requestPasswordReset(email);
      const { code } = await opened.lastCode(userId);
      return () => app.resetPassword({ email, code, newPassword });
    },
  ],
  [
    "ResetPassword with a wrong code",
    2,
    async () => {
      const { email } = await anAccount();
      await app.requestPasswordReset(email);
      return () => app.resetPassword({ email, code: "wrong", newPassword }).catch(() => undefined);
    },
  ],
  [
    "ChangePassword",
    8,
    async () => {
      const { userId } = await anAccount();
      const session = { userId, sessionId: ids.next("ses") };
      return () => app.changePassword(session, { currentPassword: password, newPassword });
    },
  ],
  [
    "ReadCode",
    1,
    async () => {
      const { userId } = await anAccount();
      const { codeId } = await opened.lastCode(userId);
      return () => app.readCode(codeId);
    },
  ],
  ["CreateApiKey", 5, aKeyMaker],
  [
    "ListApiKeys",
    1,
    async () => {
      const { userId } = await anAccount();
      return () => app.listApiKeys({ pageSize: 0, pageToken: "", userId });
    },
  ],
  [
    "RevokeApiKey",
    7,
    async () => {
      const { apiKey } = await (await aKeyMaker())();
      return () => app.revokeApiKey({ apiKeyId: apiKey.apiKeyId, request: aRequest() });
    },
  ],
  [
    "ExchangeApiKey",
    1,
    async () => {
      const { secret } = await (await aKeyMaker())();
      return () => app.exchangeApiKey(secret);
    },
  ],
  [
    "CheckSession",
    1,
    async () => {
      const { userId } = await anAccount();
      return () => app.checkSession({ userId, sessionId: ids.next("ses"), accessVersion: 1, freshProof: true });
    },
  ],
  [
    "ListSessions",
    1,
    async () => {
      const { userId } = await twiceSignedIn();
      return () => app.listSessions({ pageSize: 0, pageToken: "", userId });
    },
  ],
  [
    "RevokeSession",
    7,
    async () => {
      const session = await twiceSignedIn();
      const { sessionId } = session;
      return () => app.revokeSession({ sessionId, by: session, isAnybodys: false, request: aRequest() });
    },
  ],
  [
    "EndOtherSessions",
    8,
    async () => {
      const session = await twiceSignedIn();
      return () => app.endOtherSessions(session, aRequest());
    },
  ],
  [
    "SignOutEverywhere",
    5,
    async () => {
      const { userId } = await twiceSignedIn();
      return () => app.endSessions(userId);
    },
  ],
  [
    "SignIn with a recovery code",
    9,
    async () => {
      const { email, code } = await aProtected();
      return () => app.signIn(stranger, { email, password, code });
    },
  ],
  [
    "EnrollTotp",
    9,
    async () => {
      const { userId } = await anAccount();
      return () => app.enrollTotp({ userId, name: "phone", password, code: "" });
    },
  ],
  [
    "EnrollTotp of a further app",
    10,
    async () => {
      const { userId, code } = await aProtected();
      return () => app.enrollTotp({ userId, name: "tablet", password: "", code });
    },
  ],
  [
    "ConfirmFactor, the first",
    10,
    async () => {
      const enrolled = await anEnrolled();
      return () => app.confirmFactor(enrolled);
    },
  ],
  [
    "StartImpersonation",
    5,
    async () => {
      const { userId } = await anAccount();
      const by = { userId: ids.next("usr"), sessionId: ids.next("ses") };
      return () => app.startImpersonation(aCaller(), by, { userId, reason: "a lost order" });
    },
  ],
  ["ListImpersonations", 1, async () => () => app.listImpersonations({ pageSize: 0, pageToken: "" })],
  [
    "EnrollEmail",
    10,
    async () => {
      const userId = await aVerified();
      return () => app.enrollEmail({ userId, name: "mailbox", password, code: "" });
    },
  ],
  [
    "SendFactorCode",
    2,
    async () => {
      const userId = await aVerified();
      await app.enrollEmail({ userId, name: "mailbox", password, code: "" });
      return () => app.sendFactorCode(userId);
    },
  ],
  [
    "StepUp",
    8,
    async () => {
      const { userId, email, recoveryCodes } = await aProtected();
      const [, code = "", next = ""] = recoveryCodes;
      await app.signIn(stranger, { email, password, code });
      const [session] = (await app.listSessions({ pageSize: 1, pageToken: "", userId })).items;
      if (session === undefined) throw new Error("no session");
      return () => app.stepUp(session, { code: next });
    },
  ],
  ["GetSignInOptions", 0, async () => async () => app.getSignInOptions()],
  ["BeginProviderSignIn", 0, async () => () => app.beginProviderSignIn(provider)],
  ["CompleteProviderSignIn, of who is new", 11, () => cameBack(aPerson())],
  [
    "CompleteProviderSignIn, of who is known",
    10,
    async () => {
      const person = aPerson();
      await (await cameBack(person))();
      return cameBack(person);
    },
  ],
  [
    "ListIdentities",
    1,
    async () => {
      const { userId } = await anAccount();
      return () => app.listIdentities({ userId, pageSize: 0, pageToken: "" });
    },
  ],
  [
    "RemoveIdentity",
    8,
    async () => {
      const userId = await aVerified();
      const { email } = await app.getAccount(userId);
      await (await cameBack(aPerson({ email })))();
      const [identity] = (await app.listIdentities({ userId, pageSize: 0, pageToken: "" })).items;
      if (identity === undefined) throw new Error("no identity");
      return () => app.removeIdentity(userId, identity.identityId, aRequest());
    },
  ],
  ["BeginPasskey", 0, async () => async () => app.beginPasskey()],
  [
    "EnrollPasskey",
    9,
    async () => {
      const { userId } = await anAccount();
      return () => app.enrollPasskey({ userId, name: "laptop", password, code: "" });
    },
  ],
  [
    "ConfirmPasskey",
    8,
    async () => {
      const { confirm } = await aPasskey();
      return confirm;
    },
  ],
  [
    "SignInWithPasskey",
    7,
    async () => {
      const { confirm, answer } = await aPasskey();
      await confirm();
      const given = answer();
      return () => app.signInWithPasskey(stranger, given);
    },
  ],
  [
    "ListFactors",
    2,
    async () => {
      const { userId } = await anAccount();
      return () => app.listFactors({ pageSize: 0, pageToken: "", userId });
    },
  ],
  [
    "RemoveFactor, the last",
    10,
    async () => {
      const shown = await aProtected();
      return () => app.removeFactor(shown);
    },
  ],
  [
    "ReplaceRecoveryCodes",
    8,
    async () => {
      const { userId, code } = await aProtected();
      return () => app.replaceRecoveryCodes(userId, { code });
    },
  ],
  ["ListRoles", 1, async () => () => app.listRoles({ pageSize: 0, pageToken: "" })],
  ["CreateRole", 7, async () => () => app.createRole(aCaller("*"), aRoleDraft(), aRequest())],
  ["UpdateRole, of ten who have it", 9, () => aRoleOfTen((role) => app.updateRole(aCaller("*"), role))],
  ["DeleteRole, of ten who have it", 9, () => aRoleOfTen((role) => app.deleteRole(aCaller("*"), role))],
  ["BatchImportAccounts, of two", 8, async () => () => app.importAccounts([anImport(), anImport()], aRequest())],
  ["BatchImportAccounts, of a hundred", 8, () => importsOf(100)],
  [
    "SignIn with a hash of another system",
    3,
    async () => {
      const passwordHash = await hashBcrypt(password, { cost: 4 });
      const account = anImport({ passwordHash });
      await app.importAccounts([account]);
      return () => app.signIn(stranger, { email: account.email, password });
    },
  ],
  ["ListAccounts", 1, async () => () => app.listAccounts({ pageSize: 0, pageToken: "", email: "" })],
  [
    "SetRoles",
    9,
    async () => {
      const { userId } = await anAccount();
      return () => app.setRoles(aCaller("*"), { userId, roles: ["clerk"], request: aRequest() });
    },
  ],
  [
    "EndSessions",
    7,
    async () => {
      const { userId } = await anAccount();
      return () => app.endSessions(userId, aRequest());
    },
  ],
];

test.each(budget)("%s takes %i statements", async (_, most, prepare) => {
  const run = await prepare();
  const call: Call = {
    method: "/t",
    caller: { workload: "gateway" },
    deadline: Date.now() + 10_000,
    signal: new AbortController().signal,
    requestId: "r",
    traceparent: "",
  };
  expect(await sentStatements(() => runInCall(call, run))).toHaveLength(most);
});
