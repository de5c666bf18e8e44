import type { Page } from "playwright-core";
import { authService } from "../../../services/auth/src/service.ts";
import { startTestMarket, type TestMarket } from "../journeys/market.ts";
import { customer } from "../journeys/shop/customer.ts";
import { describeInBrowser } from "./in-browser.ts";
import { type PageServer, servePages } from "./serve-pages.ts";
import { openShop, shopPages } from "./test-page.ts";

/** Gives the page's device an authenticator that verifies its user, as Chromium's developer tools do. */
async function addAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", automaticPresenceSimulation: true },
      ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
    },
  });
}

describeInBrowser("a page of the shop", (test) => {
  let market: TestMarket;
  let pages: PageServer;
  let origin: string;
  beforeAll(async () => {
    pages = await servePages(await shopPages("any"));
    // Passkeys are for domains, and for no addresses.
    origin = pages.origin.replace("127.0.0.1", "localhost");
    market = await startTestMarket({ GATEWAY_CORS_ORIGINS: origin, AUTH_PASSKEY_ORIGINS: origin }, [authService]);
  }, 60_000);
  afterAll(async () => {
    await market?.close();
    await pages?.[Symbol.asyncDispose]();
  });

  test("makes a passkey and signs in with it, without saying who it is", async (browser) => {
    await using shop = await openShop(browser, origin);
    await addAuthenticator(shop.page);
    const { token = "", password, userId } = await customer(market.url);
    const baseUrl = market.url;
    expect(await shop.ask("makePasskey", { baseUrl, token, password })).toBe(10);
    expect(await shop.ask("usePasskey", { baseUrl })).toBe(userId);
    expect(await shop.ask("usePasskey", { baseUrl })).toBe(userId);
  });
});
