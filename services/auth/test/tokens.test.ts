import { decodeJwt, UnsecuredJWT } from "jose";
import { type Id, idFromUuid } from "#mesh/kernel";
import { aRegistration, ids } from "./builders.ts";
import { isAccepted, type Market, refusal, signerOf, startMarket } from "./market.ts";

let market: Market;
let auth: Market["auth"];
let signer: Awaited<ReturnType<typeof signerOf>>;

beforeAll(async () => {
  market = await startMarket();
  auth = market.auth;
  signer = await signerOf(market);
});
afterAll(() => market?.close());

const userId: Id<"usr"> = ids.next("usr");
const day = 86_400_000;
const guestRefresh = { type: "guest-refresh+jwt", audience: "ultramarket-auth" };
const holder = { userId, sessionId: idFromUuid("ses", ids.uuid()), permissions: [] };

async function tampered(token: string): Promise<string> {
  const [header, , signature] = token.split(".");
  const claims = Buffer.from(JSON.stringify({ ...decodeJwt(token), sub: ids.next("usr") })).toString("base64url");
  return [header, claims, signature].join(".");
}

const guestToken = async () => (await auth.startGuestSession({})).refreshToken;

test("what stands for a guest's refresh token here is one", async () => {
  const refreshToken = await signer.state(guestRefresh, { sub: userId }, day);
  expect((await auth.refreshSession({ refreshToken })).userId).toBe(userId);
});

const noRefreshTokens: readonly (readonly [string, () => string | Promise<string>])[] = [
  ["a guest's access token", async () => (await auth.startGuestSession({})).accessToken],
  ["a user's access token", async () => (await auth.register(aRegistration())).accessToken],
  ["a development token of the same key", () => market.tokenFor(["*"])],
  ["no signature, alg none", async () => new UnsecuredJWT(decodeJwt(await guestToken())).encode()],
  ["another user in a guest's token", async () => tampered(await guestToken())],
  ["expired", () => signer.state(guestRefresh, { sub: userId }, -1_000)],
  ["the type of an access token", () => signer.state({ ...guestRefresh, type: "at+jwt" }, { sub: userId }, day)],
  ["no type of its own", () => signer.state({ ...guestRefresh, type: "JWT" }, { sub: userId }, day)],
  ["another audience", () => signer.state({ ...guestRefresh, audience: "ultramarket" }, { sub: userId }, day)],
  ["a subject that is no user", () => signer.state(guestRefresh, { sub: ids.next("ses") }, day)],
  ["no subject", () => signer.state(guestRefresh, {}, day)],
  ["random bytes", () => Buffer.from(ids.uuid()).toString("base64url")],
  ["half a token", async () => (await guestToken()).slice(0, -20)],
  ["text", () => "\u0001.é.="],
];

test.each(noRefreshTokens)("does not refresh: %s", async (_, forge) => {
  const refreshToken = await forge();
  const refused = refusal("REFRESH_TOKEN_INVALID", { kind: "UNAUTHENTICATED", metadata: {} });
  await expect(auth.refreshSession({ refreshToken })).rejects.toThrow(refused);
});

const noAccessTokens: readonly (readonly [string, () => string | Promise<string>])[] = [
  ["a guest's refresh token", guestToken],
  ["a user's refresh token", async () => (await auth.register(aRegistration())).refreshToken],
  ["no signature, alg none", async () => new UnsecuredJWT(decodeJwt(await market.tokenFor([]))).encode()],
  ["another user in a token", async () => tampered(await market.tokenFor([]))],
  ["expired", () => signer.issue({ ...holder, lifetimeMs: -10_000 })],
  ["a version that is no number", () => signer.state(at, { sub: userId, sid: "ses_1", ver: "1" }, day / 2)],
  ["a statement without permissions", () => signer.state(at, { sub: userId, sid: "ses_1" }, day / 2)],
  ["a negative version", () => signer.issue({ ...holder, version: -1 })],
];
const at = { type: "at+jwt", audience: "ultramarket" };

test.each(noAccessTokens)("does not let in: %s", async (_, forge) => {
  const token = await forge();
  expect(await isAccepted(market, token)).toBe(false);
  await expect(auth.signOut({}, { token })).rejects.toThrow(refusal("TOKEN_INVALID", { metadata: {} }));
});

test("a guest cannot make themselves a user by what they send", async () => {
  const guest = await auth.startGuestSession({});
  const own = { token: guest.accessToken };
  await expect(market.accounts.listAccounts({ pageSize: 0, pageToken: "", email: "" }, own)).rejects.toThrow(
    refusal("PERMISSION_MISSING"),
  );
});

test("a token of a session that is none of ours cannot be signed out", async () => {
  const token = await signer.issue({ ...holder, sessionId: "made-elsewhere" });
  await expect(auth.signOut({}, { token })).rejects.toThrow(refusal("TOKEN_INVALID"));
});
