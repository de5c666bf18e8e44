import { DomainError } from "#mesh/kernel";
import { eventually } from "#mesh/testing";
import { type TestGateway, testGateway } from "../test-gateway.ts";
import { describeInBrowser } from "./in-browser.ts";
import { type PageServer, servePages } from "./serve-pages.ts";
import { openShop, shopPages } from "./test-page.ts";

const ways = ["connect", "connect-json", "grpc-web", "rest"] as const;
const kinds = ["unary", "stream"] as const;

/** A gateway whose service begins to answer, and then waits until nobody wants the rest. */
function waitingGateway(origin: string): Promise<TestGateway> {
  return testGateway(
    {
      echo: (_, { signal }) =>
        new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason))),
      async *repeat({ message }, { signal }) {
        yield { message };
        await new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
      },
    },
    { corsOrigins: [origin] },
  );
}

/** False for a call that ended for another reason, such as its deadline. */
function isTakenBack({ options }: TestGateway["upstream"]["calls"][number]): boolean {
  const reason = options.signal?.reason;
  return reason instanceof DomainError && reason.reason === "CALL_CANCELLED";
}

describeInBrowser("a call that a page takes back", (test) => {
  let elsewhere: PageServer;
  beforeAll(async () => {
    elsewhere = await servePages(await shopPages("any"));
  });
  afterAll(() => elsewhere?.[Symbol.asyncDispose]());

  for (const kind of kinds) {
    test(`ends in the service, by every protocol (${kind})`, async (browser) => {
      await using gateway = await waitingGateway(elsewhere.origin);
      await using shop = await openShop(browser, elsewhere.origin);
      for (const [index, way] of ways.entries()) {
        await shop.ask("beginCall", { way, kind, baseUrl: gateway.url });
        const call = await eventually(() => gateway.upstream.calls[index] ?? false);
        expect([way, call.options.signal?.aborted]).toEqual([way, false]);
        expect([way, await shop.ask("abortCall", undefined)]).toEqual([
          way,
          way === "rest" ? "AbortError" : "Canceled",
        ]);
        await eventually(() => isTakenBack(call));
      }
    });

    test(`ends in the service when the page is closed (${kind})`, async (browser) => {
      await using gateway = await waitingGateway(elsewhere.origin);
      await using shop = await openShop(browser, elsewhere.origin);
      await shop.ask("beginCall", { way: "connect", kind, baseUrl: gateway.url });
      const call = await eventually(() => gateway.upstream.calls[0] ?? false);
      await shop.page.close();
      await eventually(() => isTakenBack(call));
    });
  }
});
