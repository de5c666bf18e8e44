import { authService } from "../../../services/auth/src/service.ts";
import { startTestMarket, type TestMarket } from "../journeys/market.ts";
import { rest } from "../journeys/shop/rest.ts";
import { testGateway } from "../test-gateway.ts";
import { type OpenPage, pages } from "./page.ts";
import { aUser, type SignedIn } from "./user.ts";

let market: TestMarket;
let user: SignedIn;

const listedOrigin = "https://shop.example";
const wantsCookies = { "x-session": "cookie" };

beforeAll(async () => {
  market = await startTestMarket({ GATEWAY_CORS_ORIGINS: listedOrigin }, [authService]);
  user = await aUser(market);
});
afterAll(() => market?.close());

const reason = (name: string) => expect.objectContaining({ reason: name });
const day = 86_400;

/** A page whose browser is signed in. */
async function signedIn(open: OpenPage, account: SignedIn = user) {
  const page = open(market.url, wantsCookies);
  expect(await page.signIn(account)).toBe("");
  return page;
}

describe.each(Object.entries(pages))("by %s", (_, open) => {
  test("tokens become cookies for who asks for it, and come in the answer to everybody else", async () => {
    const { browser } = await signedIn(open);
    const shared = { secure: true, sameSite: "lax", value: expect.any(String) };
    const refresh = { ...shared, name: "__Secure-refresh", httpOnly: true, maxAge: 30 * day };
    expect(browser.written()).toEqual([
      { ...shared, name: "__Host-session", path: "/", httpOnly: true, maxAge: 900 },
      { ...refresh, path: "/ultramarket.auth.v1.AuthService/RefreshSession" },
      { ...refresh, path: "/v1/auth:refresh" },
      { ...shared, name: "csrf", path: "/", maxAge: 30 * day },
    ]);
    const other = open(market.url);
    expect(await other.signIn(user)).not.toBe("");
    expect(other.browser.names()).toEqual([]);
  });

  test("a cookie reads as a token does, and writes with the csrf cookie's value only", async () => {
    const page = await signedIn(open, await aUser(market));
    expect([await page.list(), await page.create("first")]).toEqual(["", ""]);
    const csrf = page.browser.cookie("csrf") ?? "";
    const [access, refresh] = csrf.split(".");
    const elsewhere = (await signedIn(open)).browser.cookie("csrf") ?? "";
    for (const wrong of ["", "x", elsewhere, `${refresh}.${access}`, `${csrf}.`, access?.slice(1) ?? ""]) {
      page.browser.plant("csrf", wrong);
      await expect(page.create("second")).rejects.toThrow(reason("CSRF_TOKEN_WRONG"));
      await expect(page.signOut()).rejects.toThrow(reason("CSRF_TOKEN_WRONG"));
      expect(await page.list()).toBe("");
    }
    page.browser.plant("csrf", csrf);
    expect(await page.create("second")).toBe("");
  });

  test("a refresh takes the cookie and gives the next ones; one that was exchanged forgets all of them", async () => {
    const page = await signedIn(open, await aUser(market));
    const first = { session: page.browser.cookie("__Host-session") ?? "", csrf: page.browser.cookie("csrf") ?? "" };
    const refreshToken = page.browser.cookie("__Secure-refresh") ?? "";
    expect(await page.refresh()).toBe("");
    expect(page.browser.cookie("__Secure-refresh")).not.toBe(refreshToken);
    expect([await page.list(), await page.create("after a refresh")]).toEqual(["", ""]);
    for (const path of ["/v1/auth:refresh", "/ultramarket.auth.v1.AuthService/RefreshSession"]) {
      page.browser.plant("__Secure-refresh", refreshToken, path);
    }
    await expect(page.refresh()).rejects.toThrow(reason("CSRF_TOKEN_WRONG"));
    page.browser.plant("csrf", first.csrf);
    await expect(page.refresh()).rejects.toThrow(reason("REFRESH_TOKEN_REUSED"));
    expect(page.browser.names()).toEqual([]);
  });

  test("a refresh works though the session cookie is gone, or no good", async () => {
    const page = await signedIn(open, await aUser(market));
    page.browser.plant("__Host-session", "no token");
    expect(await page.refresh()).toBe("");
    expect(await page.list()).toBe("");
  });

  test("signing out ends the session and forgets its cookies", async () => {
    const page = await signedIn(open, await aUser(market));
    const session = page.browser.cookie("__Host-session") ?? "";
    expect(await page.signOut()).toBe("");
    expect(page.browser.names()).toEqual([]);
    await expect(page.list()).rejects.toThrow(reason("SIGN_IN_REQUIRED"));
    page.browser.plant("__Host-session", session);
    await expect(page.list()).rejects.toThrow(reason("TOKEN_INVALID"));
  });

  test("a session cookie that is no good is refused and forgotten; what gets the next one stays", async () => {
    const page = await signedIn(open, await aUser(market));
    page.browser.plant("__Host-session", "no token");
    await expect(page.list()).rejects.toThrow(reason("TOKEN_INVALID"));
    expect(page.browser.names()).toEqual(["__Secure-refresh", "csrf"]);
    await expect(page.list()).rejects.toThrow(reason("SIGN_IN_REQUIRED"));
    expect(await page.refresh()).toBe("");
  });

  test("pages of other origins write nothing with a cookie, and get none", async () => {
    const page = await signedIn(open, await aUser(market));
    const { host } = new URL(market.url);
    const from = (headers: Record<string, string>) => {
      const foreign = open(market.url, { ...wantsCookies, ...headers });
      for (const name of ["__Host-session", "csrf"]) foreign.browser.plant(name, page.browser.cookie(name) ?? "");
      return foreign;
    };
    const foreign: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: `http://sub.${host}`, "sec-fetch-site": "same-site" },
      { origin: `http://${host}`, "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "cross-site" },
    ];
    for (const headers of foreign) {
      await expect(from(headers).create("foreign")).rejects.toThrow(reason("ORIGIN_NOT_ALLOWED"));
      await expect(open(market.url, { ...wantsCookies, ...headers }).signIn(user)).rejects.toThrow(
        reason("ORIGIN_NOT_ALLOWED"),
      );
    }
    const own = { origin: `http://${host}`, "sec-fetch-site": "same-origin" };
    expect(await from(own).create("own")).toBe("");
    expect(await from({ origin: listedOrigin, "sec-fetch-site": "cross-site" }).create("listed")).toBe("");
  });
});

test("a page of a listed origin may call with cookies, and reads the CSRF token in the answer", async () => {
  const headers = { "content-type": "application/json", origin: listedOrigin, ...wantsCookies };
  const body = JSON.stringify({ email: user.email, password: user.password });
  const answer = await fetch(`${market.url}/v1/auth:signIn`, { method: "POST", headers, body });
  const csrf = answer.headers.getSetCookie().find((cookie) => cookie.startsWith("csrf="));
  expect(csrf).toContain(`csrf=${answer.headers.get("x-csrf-token")};`);
  const said = (name: string) => answer.headers.get(`access-control-${name}`);
  expect([said("allow-origin"), said("allow-credentials")]).toEqual([listedOrigin, "true"]);
  expect(said("expose-headers")).toMatch(/X-CSRF-Token/);
  const asks = { origin: listedOrigin, "access-control-request-method": "POST" };
  const preflight = await fetch(`${market.url}/v1/auth:signIn`, { method: "OPTIONS", headers: asks });
  expect(preflight.headers.get("access-control-allow-credentials")).toBe("true");
  expect(preflight.headers.get("access-control-allow-headers")).toMatch(/X-CSRF-Token.*X-Session/);
});

test("a market open to every origin takes cookies from none", async () => {
  await using open = await testGateway({}, { corsOrigins: ["*"] });
  const headers = { origin: "https://evil.example", cookie: "__Host-session=good", "content-type": "application/json" };
  const read = await fetch(`${open.url}/v1/echo/a`, { headers });
  expect(read.headers.get("access-control-allow-credentials")).toBeNull();
  const write = await fetch(`${open.url}/v1/echo`, { method: "POST", headers, body: '{"message":"a"}' });
  expect([write.status, open.upstream.calls.length]).toEqual([403, 1]);
});

test("an Authorization header stands for itself, whatever the cookies are", async () => {
  const { accessToken, refreshToken } = await aUser(market);
  const send = (path: string, body: object, headers: object) =>
    fetch(`${market.url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie: "__Host-session=x; __Secure-refresh=x", ...headers },
      body: JSON.stringify(body),
    });
  const authorization = `Bearer ${accessToken}`;
  expect((await send("/v1/auth/api-keys", { name: "by token" }, { authorization })).status).toBe(200);
  const refreshed = await send("/v1/auth:refresh", { refreshToken }, {});
  expect([refreshed.status, refreshed.headers.getSetCookie()]).toEqual([200, []]);
  expect(await refreshed.json()).toMatchObject({ accessToken: expect.stringMatching(/./) });
});

test("a guest who signs in by cookie becomes the user, cookies and all", async () => {
  const page = pages.REST?.(market.url, wantsCookies);
  const start = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };
  await page?.browser.fetch(`${market.url}/v1/auth:guest`, start);
  const guest = page?.browser.cookie("__Host-session");
  expect(guest).toBeDefined();
  expect(await page?.signIn(user)).toBe("");
  expect(page?.browser.cookie("__Host-session")).not.toBe(guest);
  await expect(rest(market.url, "GET /v1/auth/api-keys", { token: guest })).rejects.toThrow(reason("TOKEN_INVALID"));
});

test("plain cookies, for development, need no TLS and claim none", async () => {
  const plain = await startTestMarket({ GATEWAY_SESSION_COOKIES: "plain" }, [authService]);
  try {
    const page = pages.REST?.(plain.url, wantsCookies);
    await page?.signIn(await aUser(plain));
    expect(page?.browser.names()).toEqual(["csrf", "refresh", "session"]);
    expect(page?.browser.written().some(({ secure }) => secure)).toBe(false);
    expect(await page?.create("plain")).toBe("");
  } finally {
    await plain.close();
  }
});
