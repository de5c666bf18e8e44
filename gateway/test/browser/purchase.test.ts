import { defineGateway } from "../../src/service.ts";
import { startTestMarket, type TestMarket } from "../journeys/market.ts";
import { type Staff, staffOf } from "../journeys/shop/goods.ts";
import { describeInBrowser } from "./in-browser.ts";
import { type PageServer, servePages } from "./serve-pages.ts";
import { openShop, shopPages } from "./test-page.ts";

/** All ways of calling with both kinds of session; what is bought in any case is not bought again. */
const moreWays = [
  { way: "connect-json", session: "token", from: "the gateway" },
  { way: "grpc-web", session: "token", from: "the gateway" },
  { way: "rest", session: "token", from: "the gateway" },
  { way: "connect", session: "cookie", from: "a listed origin" },
  { way: "connect-json", session: "cookie", from: "a listed origin" },
  { way: "rest", session: "cookie", from: "a listed origin" },
  { way: "connect", session: "cookie", from: "the gateway" },
] as const;

describeInBrowser("a page of the gateway, or of a listed origin,", (test) => {
  let market: TestMarket;
  let elsewhere: PageServer;
  let staff: Staff;
  beforeAll(async () => {
    elsewhere = await servePages(await shopPages("any"));
    const settings = { GATEWAY_CORS_ORIGINS: elsewhere.origin };
    market = await startTestMarket(settings, undefined, defineGateway(await shopPages()));
    staff = staffOf(market.url, await market.tokenFor(["*"]));
    await staff.offer({ stock: 100 });
  }, 60_000);
  afterAll(async () => {
    await market?.close();
    await elsewhere?.[Symbol.asyncDispose]();
  });

  const purchases = [
    { way: "connect", session: "token", from: "the gateway" },
    { way: "grpc-web", session: "cookie", from: "a listed origin" },
    { way: "rest", session: "cookie", from: "the gateway" },
    ...(process.env.CONFORMANCE === "1" ? moreWays : []),
  ] as const;
  for (const { way, session, from } of purchases) {
    test(`buys by ${way} with a ${session}, from ${from}`, async (browser) => {
      await using shop = await openShop(browser, from === "the gateway" ? market.url : elsewhere.origin);
      const { state } = await shop.ask("purchase", { way, session, baseUrl: market.url });
      expect(state).toBe("PAID");
    });
  }

  test("shows scripts nothing of a session in cookies but the CSRF token", async (browser) => {
    await using shop = await openShop(browser, market.url);
    await shop.ask("purchase", { way: "connect", session: "cookie", baseUrl: market.url });
    expect(await shop.page.evaluate<string>("document.cookie")).toMatch(/^csrf=[\w-]+\.[\w-]+$/);
    const kept = await shop.page.context().cookies(market.url);
    expect(kept.map(({ name, httpOnly, secure, sameSite }) => ({ name, httpOnly, secure, sameSite }))).toEqual([
      { name: "__Host-session", httpOnly: true, secure: true, sameSite: "Lax" },
      { name: "csrf", httpOnly: false, secure: true, sameSite: "Lax" },
    ]);
    const write = { url: `${market.url}/v1/carts`, method: "POST", body: '{"currencyCode":"EUR"}' };
    const json = { "content-type": "application/json" };
    const forged = await shop.ask("plainFetch", { ...write, headers: json });
    expect([forged?.status, forged?.body]).toEqual([403, expect.stringContaining("CSRF_TOKEN_WRONG")]);
    const csrf = kept.find(({ name }) => name === "csrf")?.value ?? "";
    const wanted = await shop.ask("plainFetch", { ...write, headers: { ...json, "x-csrf-token": csrf } });
    expect(wanted?.status).toBe(200);
  });

  test("watches the catalogue as it changes, by every protocol", async (browser) => {
    await using shop = await openShop(browser, elsewhere.origin);
    for (const way of ["connect", "grpc-web", "rest"] as const) {
      await shop.ask("openWatch", { way, baseUrl: market.url });
      const { sku } = await staff.offer({ stock: 0 });
      expect([way, await shop.ask("nextProduct", undefined)]).toEqual([way, `Mug ${sku}`]);
      await shop.ask("closeWatch", undefined);
    }
  });
});
