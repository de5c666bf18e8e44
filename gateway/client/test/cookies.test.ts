import { type Browser, openBrowser } from "../../test/identity/browser.ts";
import { type ClientOptions, createClient, memoryStore, webStorageStore } from "../src/mod.ts";
import { csrfCookie } from "../src/session/csrf-token.ts";
import { echo, failureOf } from "./echo-client.ts";
import { type SessionMarket, sessionMarket } from "./session-market.ts";
import { webStorage } from "./web-storage.ts";

const account = { email: "ada@ultramarket.example", password: "correct horse battery" };
const times = <T>(count: number, work: () => Promise<T>) => Promise.all(Array.from({ length: count }, work));

/** A browser that opens pages of the market; each page is a client with cookies. */
function browserFor(baseUrl: string) {
  const browser = openBrowser();
  const csrfToken = () => browser.cookie("csrf") ?? "";
  const open = (options: Partial<ClientOptions> = {}) =>
    createClient({ echo }, { baseUrl, fetch: browser.fetch, cookies: { csrfToken }, ...options });
  return { open, browser };
}

test("tokens stay in cookies", async () => {
  await using market = await sessionMarket();
  const { open, browser } = browserFor(market.url);
  const store = memoryStore();
  const page = open({ store });
  expect(await page.session.signIn(account)).toEqual({ userId: "usr_ada" });
  expect(await store.read()).toMatchObject({ userId: "usr_ada", accessToken: "", refreshToken: "" });
  await page.echo.write({ message: "a" });
  await page.session.signOut();
  expect(browser.names()).toEqual([]);
  expect(await page.session.user()).toBeUndefined();
  expect(await failureOf(page.echo.write({ message: "a" }))).toMatchObject({ reason: "SIGN_IN_REQUIRED" });
});

test.each([
  ["has expired", (browser: Browser) => browser.plant("__Host-session", ""), 1],
  ["is refused", (_: Browser, market: SessionMarket) => market.state.good.clear(), 20],
] as const)("twenty calls at once of two tabs succeed when the cookie %s", async (_, spoil, mostRenewals) => {
  await using market = await sessionMarket();
  const { open, browser } = browserFor(market.url);
  const area = webStorage();
  const [first, second] = [open({ store: webStorageStore(area) }), open({ store: webStorageStore(area) })];
  await first.session.signIn(account);
  spoil(browser, market);
  await Promise.all([first, second].map((page) => times(10, () => page.echo.write({ message: "a" }))));
  expect(market.count("RefreshSession")).toBeLessThanOrEqual(mostRenewals);
});

test("a call that another tab's renewal overtakes is sent again, without a renewal of its own", async () => {
  await using market = await sessionMarket();
  const { open, browser } = browserFor(market.url);
  let overtaken = false;
  const csrfToken = () => {
    const token = overtaken ? "earlier.earlier" : (browser.cookie("csrf") ?? "");
    overtaken = false;
    return token;
  };
  const page = open({ cookies: { csrfToken } });
  await page.session.signIn(account);
  overtaken = true;
  await page.echo.write({ message: "a" });
  expect(market.count("RefreshSession")).toBe(0);
});

test("a page that knows nothing of the session it has asks, and does not become a guest", async () => {
  await using market = await sessionMarket();
  const { open } = browserFor(market.url);
  await open().session.signIn(account);
  const reloaded = open();
  await reloaded.echo.write({ message: "a" });
  expect(await reloaded.session.signInAsGuest()).toEqual({ userId: "usr_ada" });
  expect(market.count("StartGuestSession")).toBe(0);
  expect(market.count("RefreshSession")).toBe(1);
});

test("a session that ended leaves no cookies, and keeps nobody from signing in", async () => {
  await using market = await sessionMarket();
  const { open, browser } = browserFor(market.url);
  const page = open();
  await page.session.signInAsGuest();
  market.state.good.clear();
  market.state.refresh = "gone";
  expect(await failureOf(page.echo.write({ message: "a" }))).toMatchObject({ code: "UNAUTHENTICATED" });
  expect(browser.names()).toEqual([]);
  expect(await page.session.signIn(account)).toEqual({ userId: "usr_ada" });
  await page.echo.write({ message: "a" });
});

test("a page of another host reads the CSRF token in answers, and forgets it with the session", async () => {
  await using market = await sessionMarket();
  const { fetch, names } = openBrowser();
  const page = createClient({ echo }, { baseUrl: market.url, fetch, cookies: true });
  expect(await page.session.user()).toBeUndefined();
  await page.session.signIn(account);
  await page.echo.write({ message: "a" });
  market.state.good.clear();
  await page.echo.write({ message: "after a renewal" });
  expect(market.count("RefreshSession")).toBe(1);
  await page.session.signOut();
  expect(names()).toEqual([]);
  expect(await failureOf(page.echo.write({ message: "a" }))).toMatchObject({ reason: "SIGN_IN_REQUIRED" });
  expect(market.count("RefreshSession")).toBe(1);
});

test.each([
  ["csrf=a.b", "a.b"],
  ["theme=dark; csrf=a.b; x=1", "a.b"],
  ["notcsrf=a.b", ""],
  ["", ""],
])("of a page's cookies %p the csrf cookie is %p", (cookie, token) => {
  const page = globalThis as { document?: { cookie: string } };
  page.document = { cookie };
  expect(csrfCookie()).toBe(token);
  delete page.document;
});
