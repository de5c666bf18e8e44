import { createClient, type MarketError, memoryStore, type SessionStore, webStorageStore } from "../src/mod.ts";
import { echo, failureOf } from "./echo-client.ts";
import { sessionMarket } from "./session-market.ts";
import { webStorage } from "./web-storage.ts";

type Options = Partial<Parameters<typeof createClient>[1]>;

const account = { email: "ada@ultramarket.example", password: "correct horse battery" };
const retry = { baseDelayMs: 1, maxDelayMs: 2 };
const clientOf = (baseUrl: string, options: Options = {}) => createClient({ echo }, { baseUrl, retry, ...options });
const times = <T>(count: number, work: () => Promise<T>) => Promise.all(Array.from({ length: count }, work));

/** Makes the access token in the store look as if it ended so long from now. */
async function age(store: SessionStore, leftMs: number): Promise<void> {
  const state = await store.read();
  if (state !== undefined)
    await store.write({ ...state, startMs: Date.now() - 900_000, expireMs: Date.now() + leftMs });
}

test("calls speak for who signed in, until they sign out", async () => {
  await using market = await sessionMarket();
  const client = clientOf(market.url);
  expect(await client.session.user()).toBeUndefined();
  expect(await client.session.signIn(account)).toEqual({ userId: "usr_ada" });
  expect(await client.session.user()).toEqual({ userId: "usr_ada" });
  await client.echo.write({ message: "a" });
  await client.session.signOut();
  expect(await client.session.user()).toBeUndefined();
  expect(await failureOf(client.echo.write({ message: "a" }))).toMatchObject({ reason: "SIGN_IN_REQUIRED" });
  expect(market.count("SignOut")).toBe(1);
  await client.session.signOut();
  expect(market.count("SignOut")).toBe(1);
});

test("whoever is signed in does not become a guest", async () => {
  await using market = await sessionMarket();
  const { session } = clientOf(market.url);
  expect(await times(3, () => session.signInAsGuest())).toEqual(Array(3).fill({ userId: "usr_guest" }));
  expect(await session.signInAsGuest()).toEqual({ userId: "usr_guest" });
  expect(market.count("StartGuestSession")).toBe(1);
  expect(await session.register({ ...account, displayName: "Ada" })).toEqual({ userId: "usr_new" });
});

test("twenty calls at once with a refused token make one renewal", async () => {
  await using market = await sessionMarket();
  const { session, echo } = clientOf(market.url);
  await session.signIn(account);
  market.state.good.clear();
  market.state.patience = 20;
  const answers = await times(20, () => echo.write({ message: "a" }));
  expect(answers).toHaveLength(20);
  expect(market.count("RefreshSession")).toBe(1);
});

test("twenty calls at once with an expired token make one renewal, and none is refused before", async () => {
  await using market = await sessionMarket();
  const store = memoryStore();
  const { session, echo } = clientOf(market.url, { store });
  await session.signIn(account);
  await age(store, -1);
  market.state.calls.length = 0;
  await times(20, () => echo.write({ message: "a" }));
  expect(market.count("RefreshSession")).toBe(1);
  expect(market.state.calls[0]).toBe("RefreshSession");
  expect(market.count("Write")).toBe(20);
});

test("two tabs with one storage make one renewal", async () => {
  await using market = await sessionMarket();
  const shared = webStorage();
  const tabs = [shared, shared].map((area) => clientOf(market.url, { store: webStorageStore(area) }));
  await tabs[0]?.session.signIn(account);
  market.state.good.clear();
  market.state.patience = 20;
  await Promise.all(tabs.map(({ echo }) => times(10, () => echo.write({ message: "a" }))));
  expect(market.count("RefreshSession")).toBe(1);
  expect(await tabs[1]?.session.user()).toEqual({ userId: "usr_ada" });
});

test("a token is renewed shortly before it ends, and not earlier", async () => {
  await using market = await sessionMarket();
  const store = memoryStore();
  const { session, echo } = clientOf(market.url, { store });
  await session.signIn(account);
  await age(store, 61_000);
  await echo.echo({ message: "a" });
  expect(market.count("RefreshSession")).toBe(0);
  await age(store, 59_000);
  await echo.echo({ message: "a" });
  expect(market.count("RefreshSession")).toBe(1);
});

test("a token that is still good does while it cannot be renewed", async () => {
  await using market = await sessionMarket();
  const store = memoryStore();
  const { session, echo } = clientOf(market.url, { store, retry: { attempts: 1 } });
  await session.signIn(account);
  await age(store, 30_000);
  market.state.down = true;
  expect(await failureOf(echo.write({ message: "a" }))).toMatchObject({ method: expect.stringMatching(/Write$/) });
  await age(store, -1);
  expect(await failureOf(echo.write({ message: "a" }))).toMatchObject({
    code: "UNAVAILABLE",
    method: expect.stringMatching(/RefreshSession$/),
  });
  market.state.down = false;
  await echo.write({ message: "a" });
});

test("a session that ended is forgotten and told once; others can sign in", async () => {
  await using market = await sessionMarket();
  const ends: MarketError[] = [];
  const { session, echo } = clientOf(market.url, { onSessionEnd: (error) => void ends.push(error) });
  await session.signIn(account);
  market.state.good.clear();
  market.state.refresh = "stolen";
  const failures = await times(5, () => failureOf(echo.write({ message: "a" })));
  expect(failures).toEqual(Array(5).fill(expect.objectContaining({ code: "UNAUTHENTICATED" })));
  expect(ends.map(({ reason }) => reason)).toEqual(["REFRESH_TOKEN_INVALID"]);
  expect(market.count("RefreshSession")).toBe(1);
  expect(await session.user()).toBeUndefined();
  await echo.echo({ message: "anybody may" });
  expect(await session.signIn(account)).toEqual({ userId: "usr_ada" });
});

test("somebody whose session ended unnoticed can sign in at once", async () => {
  await using market = await sessionMarket();
  const { session, echo } = clientOf(market.url);
  await session.signInAsGuest();
  market.state.good.clear();
  market.state.refresh = "gone";
  expect(await session.signIn(account)).toEqual({ userId: "usr_ada" });
  await echo.write({ message: "a" });
});

test("a renewal that fails is the failure of the call, and repeated with it", async () => {
  await using market = await sessionMarket();
  const { session, echo } = clientOf(market.url, { retry: { attempts: 3, baseDelayMs: 1 } });
  await session.signIn(account);
  market.state.good.clear();
  market.state.refusing = "RefreshSession";
  expect(await failureOf(echo.echo({ message: "a" }, { retry: false }))).toMatchObject({ code: "UNAVAILABLE" });
  expect(market.count("RefreshSession")).toBe(1);
  expect(await failureOf(echo.echo({ message: "a" }))).toMatchObject({ code: "UNAVAILABLE" });
  expect(market.count("RefreshSession")).toBe(4);
  expect(await session.user()).toEqual({ userId: "usr_ada" });
});

test("a call is sent again only once if the new token is refused too", async () => {
  await using market = await sessionMarket();
  const { session, echo } = clientOf(market.url);
  await session.signIn(account);
  market.state.trusting = false;
  expect(await failureOf(echo.write({ message: "a" }))).toMatchObject({ reason: "TOKEN_INVALID" });
  expect(market.count("RefreshSession")).toBe(1);
});

test.each(["{", JSON.stringify(null)])("%s in the storage is nobody", async (text) => {
  const area = webStorage({ "ultramarket.session": text });
  expect(await clientOf("http://market.example", { store: webStorageStore(area) }).session.user()).toBeUndefined();
});
