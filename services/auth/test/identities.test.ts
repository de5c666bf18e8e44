import { randomUUID } from "node:crypto";
import { generateSync } from "otplib";
import { fakeClock } from "#mesh/testing";
import type { Completion } from "../src/app/identity-ports.ts";
import type { Visitor } from "../src/app/ports.ts";
import { oidcProviders } from "../src/clients/oidc-providers.ts";
import { challengeMs } from "../src/domain/challenge.ts";
import type { SessionId, UserId } from "../src/domain/ids.ts";
import { openApp, type TestApp } from "./app.ts";
import { aRegistration, ids, password } from "./builders.ts";
import { refusal } from "./market.ts";
import { aPerson, namedElsewhere, type OidcProviderServer, type OidcUser, startOidcProvider } from "./oidc-provider.ts";

const passwords = {
  hash: async (text: string) => text,
  verify: async (text: string, hash?: string) => text === hash,
  isCurrent: () => true,
};
const stranger: Visitor = { kind: "stranger" };
const clock = fakeClock(new Date());
const { provider } = namedElsewhere;
const another = { provider: "another", title: "Another" };
let elsewhere: OidcProviderServer;
let opened: TestApp;
let app: TestApp["app"];

beforeAll(async () => {
  elsewhere = await startOidcProvider();
  const { named } = elsewhere;
  const providers = oidcProviders([named, { ...named, ...another }], "https://shop.example/signed-in");
  opened = await openApp({ passwords, clock, providers });
  app = opened.app;
});
afterAll(async () => {
  await opened?.close();
  await elsewhere?.[Symbol.asyncDispose]();
});
afterEach(() => {
  for (const fault of ["claims", "signature", "isTerse", "status"] as const) elsewhere.faults[fault] = undefined;
});

const failed = refusal("PROVIDER_SIGN_IN_FAILED");

/** What the browser of the person has when it comes back. */
async function cameBack(person: OidcUser) {
  const { url, binding } = await app.beginProviderSignIn(provider);
  return { provider, binding, redirectQuery: await elsewhere.signIn(url, person), code: "" };
}

const signIn = async (person: OidcUser, visitor: Visitor = stranger) =>
  app.completeProviderSignIn(visitor, await cameBack(person));

function sessionOf(token: string): SessionId {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()).sid;
}

/** Somebody with an account here. */
async function aUser({ verified = true } = {}) {
  const registration = aRegistration();
  const userId = (await app.register(stranger, registration)).userId as UserId;
  if (verified) await app.verifyEmail(userId, (await opened.lastCode(userId)).code);
  return { ...registration, userId };
}

const identitiesOf = async (userId: string) =>
  (await app.listIdentities({ userId: userId as UserId, pageSize: 0, pageToken: "" })).items;

test("who is new gets an account with the e-mail the provider has verified, and comes back to it", async () => {
  const person = aPerson();
  const { userId } = await signIn(person);
  expect(await app.getAccount(userId as UserId)).toMatchObject({
    ...{ email: person.email, emailVerified: true, displayName: "Ada", roles: ["customer"] },
  });
  expect((await signIn({ ...person, email: "moved@example.com" })).userId).toBe(userId);
  expect(await opened.subjectsOf(userId)).toEqual(["account_registered"]);
  const listed = await identitiesOf(userId);
  expect(listed).toMatchObject([{ provider, subject: person.sub, email: person.email, issuer: elsewhere.url }]);
  expect(app.getSignInOptions().providers).toEqual([namedElsewhere, another]);
});

test("who has an account of the e-mail comes to it, if both sides have verified the e-mail", async () => {
  const user = await aUser();
  expect((await signIn(aPerson({ email: user.email.toUpperCase() }))).userId).toBe(user.userId);
  expect((await opened.subjectsOf(user.userId)).filter((subject) => subject.startsWith("identity"))).toEqual([
    "identity_added",
  ]);
  const unverified = aPerson({ email: (await aUser()).email, email_verified: false });
  await expect(signIn(unverified)).rejects.toThrow(refusal("PROVIDER_EMAIL_UNVERIFIED"));
  const squatted = aPerson({ email: (await aUser({ verified: false })).email });
  await expect(signIn(squatted)).rejects.toThrow(refusal("EMAIL_TAKEN"));
  for (const person of [aPerson({ email_verified: false }), { sub: randomUUID() }]) {
    await expect(signIn(person)).rejects.toThrow(refusal("PROVIDER_EMAIL_UNVERIFIED"));
  }
});

test("what the ID token leaves out is asked for", async () => {
  elsewhere.faults.isTerse = true;
  const person = aPerson();
  const { userId } = await signIn(person);
  expect(await app.getAccount(userId as UserId)).toMatchObject({ email: person.email, displayName: "Ada" });
});

test.each<[string, OidcProviderServer["faults"]]>([
  ["another nonce", { claims: { nonce: "n" } }],
  ["another audience", { claims: { aud: "somebody-else" } }],
  ["another issuer", { claims: { iss: "https://evil.example" } }],
  ["a time that is over", { claims: { exp: 1_000_000_000 } }],
  ["a key that is not published", { signature: "foreign" }],
  ["no signature", { signature: "none" }],
])("an ID token with %s signs nobody in", async (_, faults) => {
  Object.assign(elsewhere.faults, faults);
  await expect(signIn(aPerson())).rejects.toThrow(failed);
});

test("a sign-in comes back once, to the browser that began it, from where it went, in time", async () => {
  const person = aPerson();
  const back = await cameBack(person);
  const complete = (change: object = {}) => app.completeProviderSignIn(stranger, { ...back, ...change });
  const others = await cameBack(person);
  await expect(complete({ binding: others.binding })).rejects.toThrow(failed);
  await expect(complete({ binding: Buffer.alloc(38, 1) })).rejects.toThrow(failed);
  await expect(complete(another)).rejects.toThrow(failed);
  await expect(complete({ redirectQuery: others.redirectQuery })).rejects.toThrow(failed);
  await expect(complete({ redirectQuery: "error=access_denied" })).rejects.toThrow(failed);
  await expect(
    complete({ redirectQuery: back.redirectQuery.replace(/iss=[^&]*/, "iss=https://evil.example") }),
  ).rejects.toThrow(failed);
  const before = elsewhere.exchanges();
  await complete();
  await expect(complete()).rejects.toThrow(failed);
  expect(elsewhere.exchanges()).toBe(before + 2);
  const late = await cameBack(person);
  clock.advance(challengeMs);
  await expect(app.completeProviderSignIn(stranger, late)).rejects.toThrow(failed);
});

test("of many who complete one sign-in one is signed in", async () => {
  const back = await cameBack(aPerson());
  const settled = await Promise.allSettled(
    Array.from({ length: 10 }, () => app.completeProviderSignIn(stranger, back)),
  );
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const each of settled) if (each.status === "rejected") expect(each.reason).toEqual(failed);
});

test("one person who signs in twice at once gets one account", async () => {
  const person = aPerson();
  const [one, two] = [await cameBack(person), await cameBack(person)];
  const settled = await Promise.allSettled([one, two].map((back) => app.completeProviderSignIn(stranger, back)));
  const userIds = settled.flatMap((each) => (each.status === "fulfilled" ? [each.value.userId] : []));
  const { userId } = await signIn(person);
  expect(new Set(userIds)).toEqual(new Set([userId]));
});

test("who has a second factor shows it in a second call, once, and no session opens without", async () => {
  const user = await aUser();
  const person = aPerson({ email: user.email });
  const { factor, secret } = await app.enrollTotp({ userId: user.userId, name: "phone", password, code: "" });
  const codeAt = (seconds: number) =>
    generateSync({ secret, epoch: Math.floor(clock.now().getTime() / 1_000) + seconds });
  const { recoveryCodes } = await app.confirmFactor({ ...user, factorId: factor.factorId, code: codeAt(0) });
  const back = await cameBack(person);
  const complete = (code = "") => app.completeProviderSignIn(stranger, { ...back, code });
  await expect(complete()).rejects.toThrow(refusal("FACTOR_CODE_REQUIRED", { metadata: { factors: "TOTP" } }));
  expect(await identitiesOf(user.userId)).toEqual([]);
  await expect(complete("000000")).rejects.toThrow(refusal("CODE_WRONG"));
  const { userId, accessToken } = await complete(recoveryCodes[0]);
  expect(userId).toBe(user.userId);
  await app.checkSession({
    userId: user.userId,
    sessionId: sessionOf(accessToken),
    accessVersion: 1,
    freshProof: true,
  });
  await expect(complete(recoveryCodes[1])).rejects.toThrow(failed);
});

test("a factor that was added meanwhile keeps the session from opening without it", async () => {
  const user = await aUser();
  const { identities } = opened.stores;
  const { userId, email } = user;
  const claims = { issuer: "i", subject: randomUUID(), email, emailVerified: true, displayName: "" };
  const stateHash = Buffer.from(randomUUID());
  await identities.keepReturned(stateHash, claims, new Date(clock.now().getTime() + 60_000));
  await app.enrollEmail({ userId, name: "mailbox", password, code: "" });
  const now = clock.now();
  const session = { sessionId: ids.next("ses"), userId, refreshToken: randomUUID(), now, expireTime: now };
  const identity = { ...claims, identityId: ids.next("idn"), userId, provider, createTime: now };
  const completion: Completion = { stateHash, identity, opened: session, events: [] };
  expect(await identities.complete(completion)).toBeUndefined();
  expect([await identitiesOf(userId), await identities.findReturned(stateHash)]).toEqual([[], claims]);
});

test("a guest becomes the new account, or moves along to the one that is there", async () => {
  const aGuest = async () => {
    const { userId, accessToken } = await app.startGuestSession();
    return { kind: "guest", guest: { userId: userId as UserId, sessionId: sessionOf(accessToken) } } as const;
  };
  const [first, second] = [await aGuest(), await aGuest()];
  const person = aPerson();
  expect((await signIn(person, first)).userId).toBe(first.guest.userId);
  expect((await signIn(person, second)).userId).toBe(first.guest.userId);
  expect(opened.ended.slice(-2).map(({ key }) => key)).toEqual([first.guest.userId, second.guest.userId]);
});

test("an identity is removed by its owner, unless nothing else signs them in", async () => {
  const person = aPerson();
  const { userId } = await signIn(person);
  const [identity] = await identitiesOf(userId);
  const remove = (by = userId) => app.removeIdentity(by as UserId, identity?.identityId ?? ids.next("idn"));
  await expect(remove()).rejects.toThrow(refusal("LAST_SIGN_IN"));
  await expect(remove((await aUser()).userId)).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
  const user = await aUser();
  const linked = aPerson({ email: user.email });
  await signIn(linked);
  const [own] = await identitiesOf(user.userId);
  await app.removeIdentity(user.userId, own?.identityId ?? ids.next("idn"));
  expect(await identitiesOf(user.userId)).toEqual([]);
});

test("a provider that does not answer, or is in trouble, is said to be unavailable", async () => {
  await using silent = await startOidcProvider();
  const providers = oidcProviders([silent.named], "https://shop.example/signed-in");
  const asked = { state: "s", stateHash: Buffer.alloc(32), nonce: "n", verifier: "v".repeat(43) };
  const unavailable = refusal("SERVICE_UNAVAILABLE", { metadata: { service: `provider ${provider}` } });
  silent.faults.status = 503;
  await expect(providers.begin(provider, asked)).rejects.toThrow(unavailable);
  silent.faults.status = undefined;
  expect(await providers.begin(provider, asked)).toContain(`${silent.url}/authorize?`);
  expect(await providers.begin("nobody", asked)).toBeUndefined();
  silent.faults.status = 500;
  const query = `code=c&state=s&iss=${silent.url}`;
  await expect(providers.complete(provider, query, asked)).rejects.toThrow(unavailable);
  await silent[Symbol.asyncDispose]();
  await expect(providers.complete(provider, query, asked)).rejects.toThrow(unavailable);
});

test("what came back is kept until it expires, and names nobody once it was completed", async () => {
  await signIn(aPerson({ email: `kept.${randomUUID()}@example.com` }));
  const kept = async () => (await opened.database.pool.query("SELECT * FROM provider_sign_ins")).rows;
  const before = await kept();
  expect(before.filter(({ completed, email }) => completed && email !== "")).toEqual([]);
  clock.advance(challengeMs + 1);
  await opened.stores.sessions.purge(clock.now());
  expect([before.length > 0, await kept()]).toEqual([true, []]);
});
