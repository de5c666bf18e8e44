import { fakeClock } from "#mesh/testing";
import { challengeMs } from "../src/domain/challenge.ts";
import type { UserId } from "../src/domain/ids.ts";
import type { Session } from "../src/domain/session.ts";
import { openApp, site, type TestApp } from "./app.ts";
import { type Algorithm, type Asked, type Oddities, type SoftwarePasskey, softwarePasskey } from "./authenticator.ts";
import { aRegistration, ids, password } from "./builders.ts";
import { refusal } from "./market.ts";

const passwords = {
  hash: async (text: string) => text,
  verify: async (text: string, hash?: string) => text === hash,
  isCurrent: () => true,
};
const stranger = { kind: "stranger" } as const;
const clock = fakeClock();
let opened: TestApp;
let app: TestApp["app"];

beforeAll(async () => {
  opened = await openApp({ passwords, clock });
  app = opened.app;
});
afterAll(() => opened?.close());

const [origin = ""] = site.origins;
const at = (challenge: Uint8Array, change: Partial<Asked> = {}): Asked => ({
  challenge,
  origin,
  rpId: site.rpId,
  ...change,
});
const wrong = refusal("PASSKEY_WRONG");
const invalid = refusal("PASSKEY_INVALID");
const codeWrong = refusal("CODE_WRONG");

/** Somebody with an account and a session. */
async function aUser() {
  const registration = aRegistration();
  const { userId, accessToken } = await app.register(stranger, registration);
  const session: Session = { userId: userId as UserId, sessionId: sessionOf(accessToken) };
  const enroll = (change: object = {}) =>
    app.enrollPasskey({ userId: session.userId, name: "laptop", password, code: "", ...change });
  return { ...registration, session, userId: session.userId, enroll };
}

function sessionOf(token: string): Session["sessionId"] {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()).sid;
}

interface Device {
  readonly algorithm?: Algorithm;
  readonly signCount?: number | undefined;
}

/** Somebody with a passkey. */
async function aPasskeyUser(device: Device = {}) {
  const user = await aUser();
  const { factor, challenge, userHandle } = await user.enroll();
  const passkey = softwarePasskey({ userHandle, ...device });
  const made = { session: user.session, factorId: factor.factorId, ...passkey.create(at(challenge)) };
  return { ...user, passkey, factorId: factor.factorId, ...(await app.confirmPasskey(made)) };
}

/** Signs in by the passkey, at a page of the shop unless said otherwise. */
const signIn = (passkey: SoftwarePasskey, change: Partial<Asked> = {}, odd?: Oddities) =>
  app.signInWithPasskey(stranger, passkey.get(at(app.beginPasskey().challenge, change), odd));

test.each<Device>([{ algorithm: "EdDSA", signCount: 0 }, { algorithm: "ES256" }])(
  "a passkey is a factor that signs in alone, and whose session has shown it: %j",
  async (device) => {
    const { userId, passkey, recoveryCodes, factorId } = await aPasskeyUser(device);
    expect(recoveryCodes).toHaveLength(10);
    const { items } = await app.listFactors({ userId, pageSize: 0, pageToken: "" });
    expect(items).toEqual([expect.objectContaining({ factorId, kind: "PASSKEY", name: "laptop" })]);
    const signedIn = await signIn(passkey);
    expect(signedIn.userId).toBe(userId);
    const sessionId = sessionOf(signedIn.accessToken);
    await app.checkSession({ userId, sessionId, accessVersion: 1, freshProof: true });
    expect((await signIn(passkey)).userId).toBe(userId);
  },
);

test("with the password, a passkey is the second factor, and proves its user wherever a code does", async () => {
  const { userId, email, passkey, session, factorId, recoveryCodes } = await aPasskeyUser();
  const credentials = { email, password };
  const required = refusal("FACTOR_CODE_REQUIRED", { metadata: { factors: "PASSKEY" } });
  await expect(app.signIn(stranger, credentials)).rejects.toThrow(required);
  const shown = () => ({ code: "", passkey: passkey.get(at(app.beginPasskey().challenge)) });
  expect((await app.signIn(stranger, { ...credentials, ...shown() })).userId).toBe(userId);
  await app.stepUp(session, shown());
  await app.checkSession({ ...session, accessVersion: 1, freshProof: true });
  const second = await app.enrollPasskey({ userId, name: "phone", password: "", ...shown() });
  expect(second.excludedCredentialIds).toEqual([passkey.credentialId]);
  await app.enrollTotp({ userId, name: "app", password: "", ...shown() });
  expect(await app.replaceRecoveryCodes(userId, shown())).toHaveLength(10);
  await expect(app.stepUp(session, { code: recoveryCodes[0] ?? "" })).rejects.toThrow(codeWrong);
  await app.removeFactor({ userId, factorId, ...shown() });
  expect((await app.signIn(stranger, credentials)).userId).toBe(userId);
  await expect(signIn(passkey)).rejects.toThrow(wrong);
});

test("a passkey is made by who shows the password, or what else they have", async () => {
  const { enroll, userId } = await aUser();
  await expect(enroll({ password: "wrong" })).rejects.toThrow(refusal("CREDENTIALS_WRONG"));
  const other = await aPasskeyUser();
  await expect(other.enroll()).rejects.toThrow(codeWrong);
  const stolen = other.passkey.get(at(app.beginPasskey().challenge));
  const { factor, challenge, userHandle } = await enroll();
  const made = softwarePasskey({ userHandle }).create(at(challenge));
  const session = { userId, sessionId: ids.next("ses") };
  await app.confirmPasskey({ session, factorId: factor.factorId, ...made });
  await expect(enroll({ passkey: stolen })).rejects.toThrow(codeWrong);
});

test("an answer signs in once, whichever of many comes first", async () => {
  for (const device of [{}, { signCount: 7 }]) {
    const { passkey } = await aPasskeyUser(device);
    const answer = passkey.get(at(app.beginPasskey().challenge));
    const settled = await Promise.allSettled(Array.from({ length: 20 }, () => app.signInWithPasskey(stranger, answer)));
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const lost = settled.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(lost).toEqual(Array(19).fill(wrong));
  }
});

test("a challenge expires after five minutes, and nobody else makes one", async () => {
  const { passkey } = await aPasskeyUser();
  const late = passkey.get(at(app.beginPasskey().challenge));
  clock.advance(challengeMs);
  await expect(app.signInWithPasskey(stranger, late)).rejects.toThrow(wrong);
  const { challenge } = app.beginPasskey();
  const later = Buffer.from(challenge);
  later.writeUIntBE(clock.now().getTime() + 3_600_000, 0, 6);
  for (const forged of [later, challenge.subarray(0, 22), Buffer.alloc(38, 1)]) {
    await expect(app.signInWithPasskey(stranger, passkey.get(at(forged)))).rejects.toThrow(wrong);
  }
});

test.each<[string, Partial<Asked>, Oddities]>([
  ["a page that is not the shop's", { origin: "https://shop.example.evil.example" }, {}],
  ["another domain", { rpId: "evil.example" }, {}],
  ["a device that has not verified its user", {}, { verified: false }],
])("the answer of %s does not sign in", async (_, change, odd) => {
  const { passkey } = await aPasskeyUser();
  await expect(signIn(passkey, change, odd)).rejects.toThrow(wrong);
  await signIn(passkey);
});

test("an answer that was changed, of another's passkey, or of an unknown one does not sign in", async () => {
  const [ada, eve] = [await aPasskeyUser(), await aPasskeyUser()];
  const answer = () => ada.passkey.get(at(app.beginPasskey().challenge));
  const others = eve.passkey.get(at(app.beginPasskey().challenge));
  const flipped = (bytes: Buffer) =>
    Buffer.from(bytes.map((byte, index) => (index === 40 % bytes.length ? byte ^ 1 : byte)));
  const tampered = [
    { ...answer(), signature: others.signature },
    { ...answer(), signature: flipped(answer().signature) },
    { ...answer(), authenticatorData: flipped(answer().authenticatorData) },
    { ...answer(), clientDataJson: others.clientDataJson },
    { ...answer(), clientDataJson: Buffer.from("{") },
    { ...answer(), credentialId: eve.passkey.credentialId },
    { ...answer(), userHandle: others.userHandle },
    softwarePasskey({ userHandle: answer().userHandle }).get(at(app.beginPasskey().challenge)),
  ];
  for (const given of tampered) await expect(app.signInWithPasskey(stranger, given)).rejects.toThrow(wrong);
  await expect(app.stepUp(ada.session, { code: "", passkey: others })).rejects.toThrow(codeWrong);
});

test("a passkey that counts backwards is a copy, and refused", async () => {
  const { userId, enroll, session } = await aUser();
  const { factor, challenge, userHandle } = await enroll();
  const passkey = softwarePasskey({ userHandle, signCount: 41 });
  await app.confirmPasskey({ session, factorId: factor.factorId, ...passkey.create(at(challenge)) });
  const earlier = passkey.get(at(app.beginPasskey().challenge));
  expect((await signIn(passkey)).userId).toBe(userId);
  await expect(app.signInWithPasskey(stranger, earlier)).rejects.toThrow(wrong);
});

test("what was made for another factor, challenge or site, or is no passkey as asked for, is not confirmed", async () => {
  const [{ session, enroll }, other] = [await aUser(), await aUser()];
  const { factor, challenge, userHandle } = await enroll();
  const others = await other.enroll();
  const made = (asked: Partial<Asked> = {}, odd?: Oddities) =>
    softwarePasskey({ userHandle }).create(at(challenge, asked), odd);
  const confirm = (given: ReturnType<typeof made>) =>
    app.confirmPasskey({ session, factorId: factor.factorId, ...given });
  const misfits = [
    made({ challenge: others.challenge }),
    made({ challenge: app.beginPasskey().challenge }),
    made({ origin: "https://evil.example" }),
    made({ rpId: "evil.example" }),
    made({}, { verified: false }),
    made({}, { selfAttested: true }),
    { ...made(), attestationObject: Buffer.from("no CBOR") },
  ];
  for (const misfit of misfits) await expect(confirm(misfit)).rejects.toThrow(invalid);
  const stolen = { session: other.session, factorId: factor.factorId, ...made() };
  await expect(app.confirmPasskey(stolen)).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
  await confirm(made());
  await expect(confirm(made())).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
});

test("what was made in time is confirmed, once, and is no other account's", async () => {
  const { session, enroll } = await aUser();
  const { factor, challenge, userHandle } = await enroll();
  const late = softwarePasskey({ userHandle }).create(at(challenge));
  clock.advance(challengeMs);
  const ofLate = { session, factorId: factor.factorId, ...late };
  await expect(app.confirmPasskey(ofLate)).rejects.toThrow(invalid);
  const { passkey } = await aPasskeyUser();
  const eve = await aUser();
  const copied = await eve.enroll();
  const taken = { session: eve.session, factorId: copied.factor.factorId, ...passkey.create(at(copied.challenge)) };
  await expect(app.confirmPasskey(taken)).rejects.toThrow(refusal("PASSKEY_EXISTS"));
});

test("a guest's tokens end with the sign-in, and belongings move along", async () => {
  const { userId, passkey } = await aPasskeyUser();
  const pair = await app.startGuestSession();
  const guest = { userId: pair.userId as UserId, sessionId: sessionOf(pair.accessToken) };
  const answer = passkey.get(at(app.beginPasskey().challenge));
  const visitor = { kind: "guest", guest } as Parameters<typeof app.signInWithPasskey>[0];
  expect((await app.signInWithPasskey(visitor, answer)).userId).toBe(userId);
  expect(opened.ended.at(-1)).toMatchObject({ key: guest.userId });
});

test("answered challenges are kept until they expire", async () => {
  const { passkey } = await aPasskeyUser();
  await signIn(passkey);
  const count = async () => (await opened.database.pool.query("SELECT FROM passkey_challenges")).rows.length;
  const before = await count();
  clock.advance(challengeMs + 1);
  await opened.stores.sessions.purge(clock.now());
  expect([before > 0, await count()]).toEqual([true, 0]);
});
