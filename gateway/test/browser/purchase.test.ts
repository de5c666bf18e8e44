import { defineGateway } from "../../src/service.ts";
import { startTestMarket, type TestMarket } from "../journeys/market.ts";
import { staffOf } from "../journeys/shop/goods.ts";
import { describeInBrowser } from "./in-browser.ts";
import { openShop, shopPages } from "./test-page.ts";

describeInBrowser("a page of the gateway", (test) => {
  let market: TestMarket;
  beforeAll(async () => {
    market = await startTestMarket({}, undefined, defineGateway(await shopPages()));
    await staffOf(market.url, await market.tokenFor(["*"])).offer({ stock: 100 });
  }, 60_000);
  afterAll(() => market?.close());

  for (const way of ["connect", "connect-json", "grpc-web", "rest"] as const) {
    test(`buys by ${way}`, async (browser) => {
      await using shop = await openShop(browser, market.url);
      const { state } = await shop.ask("purchase", { way, baseUrl: market.url });
      expect(state).toBe("PAID");
    });
  }
});
