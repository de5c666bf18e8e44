import type { Page } from "playwright-core";
import { clientPages } from "../../src/own/client-pages.ts";
import { describeInBrowser } from "../../test/browser/in-browser.ts";
import { servePages } from "../../test/browser/serve-pages.ts";
import { buildBrowserClient } from "../build.ts";
import { sessionMarket } from "./session-market.ts";

/** What a careful shop allows its page: scripts and calls of its own host. */
const policy = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:";
const policyElsewhere = "default-src 'none'; script-src 'self'; connect-src *; img-src data:";

const html = `<!doctype html><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">
<script type="module" src="/shop.js"></script>`;

const shopOf = (baseUrl: string) => `
import { createMarketClient } from "/client.js";
const market = createMarketClient({ baseUrl: "${baseUrl}", cookies: true, onSessionEnd: () => { globalThis.ended = true; } });
globalThis.shop = {
  signIn: () => market.session.signIn({ email: "ada@shop.example", password: "correct horse battery" }),
  user: () => market.session.user(),
  call: async (count) => {
    const calls = Array.from({ length: count }, () => market.accounts.setRoles({ userId: "usr_ada", roles: [] }));
    return (await Promise.allSettled(calls)).map(({ status, reason }) => reason?.reason ?? status);
  },
  signOut: () => market.session.signOut(),
};`;

/** A page at /shop with the market at that URL. */
async function pagesFor(baseUrl: () => string, allowed: string) {
  const { path } = await buildBrowserClient();
  const page = () => ({ status: 200, type: "text/html; charset=utf-8", body: html, policy: allowed });
  const script = () => ({ status: 200, type: "text/javascript; charset=utf-8", body: shopOf(baseUrl()) });
  return new Map([...clientPages(path), ["/shop", page], ["/shop.js", script]]);
}

async function openShop(tab: Page, origin: string): Promise<void> {
  await tab.goto(`${origin}/shop`);
  await tab.waitForFunction(() => "shop" in globalThis);
}

/** Has a tab do what its shop offers. */
const ask = (tab: Page, name: string, ...args: unknown[]) =>
  tab.evaluate(
    async ({ name, args }) => {
      const { shop } = globalThis as unknown as { shop: Record<string, (...args: unknown[]) => Promise<unknown>> };
      return shop[name]?.(...args);
    },
    { name, args },
  );

describeInBrowser("the bundle in a page", (test) => {
  test("tabs that find the session expired renew it once, and it ends for all of them", async (browser) => {
    await using market = await sessionMarket({ pages: await pagesFor(() => "/", policy) });
    await using context = await browser.newContext();
    const [first, second] = [await context.newPage(), await context.newPage()];
    for (const tab of [first, second]) await openShop(tab, market.url);
    expect(await ask(first, "call", 1)).toEqual(["SIGN_IN_REQUIRED"]);
    expect(await ask(first, "signIn")).toEqual({ userId: "usr_ada" });
    expect(await ask(second, "user")).toEqual({ userId: "usr_ada" });

    await context.clearCookies({ name: "__Host-session" });
    const answers = await Promise.all([first, second].map((tab) => ask(tab, "call", 10)));
    expect(answers.flat()).toEqual(Array(20).fill("fulfilled"));
    expect(market.count("RefreshSession")).toBe(1);
    expect(await first.evaluate<string>("document.cookie + JSON.stringify(localStorage)")).not.toMatch(
      /access-|refresh-/,
    );

    await ask(second, "signOut");
    expect(await ask(first, "user")).toBeUndefined();
    expect(await ask(first, "call", 1)).toEqual(["SIGN_IN_REQUIRED"]);
  });

  test("pages of another host of the site keep their session in the market's cookies, over reloads too", async (browser) => {
    let baseUrl = "";
    await using elsewhere = await servePages(await pagesFor(() => baseUrl, policyElsewhere));
    const at = (host: string, url: string) => url.replace("127.0.0.1", `${host}.shop.localhost`);
    const origin = at("www", elsewhere.origin);
    await using market = await sessionMarket({ corsOrigins: [origin] });
    baseUrl = at("api", market.url);
    await using context = await browser.newContext();
    const tab = await context.newPage();
    await openShop(tab, origin);
    expect(await ask(tab, "signIn")).toEqual({ userId: "usr_ada" });
    expect(await tab.evaluate<string>("document.cookie")).toBe("");
    expect(await ask(tab, "call", 2)).toEqual(["fulfilled", "fulfilled"]);
    await openShop(tab, origin);
    expect(await ask(tab, "user")).toEqual({ userId: "usr_ada" });
    await context.clearCookies({ name: "__Host-session" });
    expect(await ask(tab, "call", 2)).toEqual(["fulfilled", "fulfilled"]);
    expect(market.count("RefreshSession")).toBe(1);
    await ask(tab, "signOut");
    expect([await ask(tab, "user"), await context.cookies()]).toEqual([undefined, []]);
    expect(await ask(tab, "call", 1)).toEqual(["SIGN_IN_REQUIRED"]);
  });
});
