import { cachedContracts } from "../cached-contract.ts";
import { testGateway } from "../test-gateway.ts";
import { describeInBrowser } from "./in-browser.ts";
import { type PageServer, servePages } from "./serve-pages.ts";
import { openShop, shopPages } from "./test-page.ts";

const json = { "content-type": "application/json" };
const body = '{"message":"a"}';

describeInBrowser("a page of another origin", (test) => {
  let listed: PageServer;
  let other: PageServer;
  beforeAll(async () => {
    const pages = await shopPages("any");
    [listed, other] = await Promise.all([servePages(pages), servePages(pages)]);
  });
  afterAll(async () => {
    await listed?.[Symbol.asyncDispose]();
    await other?.[Symbol.asyncDispose]();
  });

  test("that is listed calls with any header and method, and reads answers with what they say", async (browser) => {
    await using gateway = await testGateway({}, { corsOrigins: [listed.origin] });
    await using shop = await openShop(browser, listed.origin);
    const read = await shop.ask("plainFetch", { url: `${gateway.url}/v1/echo/a`, credentials: "include" });
    expect(read).toMatchObject({ status: 200, body: '{"message":"a"}' });
    expect(read?.headers["x-request-id"]).toMatch(/^[\w-]{36}$/);
    const own = { "x-csrf-token": "a.b", "x-session": "cookie", "request-timeout": "1", traceparent: "00" };
    const headers = { ...json, ...own, authorization: "Bearer good", "x-request-id": "req-1" };
    const written = await shop.ask("plainFetch", { url: `${gateway.url}/v1/echo`, method: "POST", headers, body });
    expect([written?.status, written?.headers["x-request-id"]]).toEqual([200, "req-1"]);
    for (const method of ["PUT", "PATCH", "DELETE"]) {
      const answer = await shop.ask("plainFetch", { url: `${gateway.url}/v1/echo`, method });
      expect([method, answer?.status]).toEqual([method, 405]);
    }
  });

  test("that is listed reads errors and the headers that explain them", async (browser) => {
    const rates = { read: { calls: 1, windowSeconds: 60 } };
    await using gateway = await testGateway({}, { corsOrigins: [listed.origin], rates });
    await using shop = await openShop(browser, listed.origin);
    const get = (path: string, headers: Record<string, string> = {}) =>
      shop.ask("plainFetch", { url: gateway.url + path, headers });
    expect(await get("/v1/nothing")).toMatchObject({ status: 404, body: expect.stringContaining("NOT_FOUND") });
    const refused = await get("/v1/echo/a", { authorization: "Bearer bad" });
    expect([refused?.status, refused?.headers["www-authenticate"]]).toEqual([401, "Bearer"]);
    const limited = await get("/v1/echo/a");
    expect(limited).toMatchObject({ status: 429, body: expect.stringContaining("RATE_LIMITED") });
    expect(limited?.headers).toMatchObject({
      "retry-after": expect.stringMatching(/^\d+$/),
      ratelimit: expect.stringContaining('"read";r=0'),
      "ratelimit-policy": '"read";q=1;w=60',
      "x-request-id": expect.stringMatching(/./),
    });
  });

  test("that is not listed reads nothing, and what needs leave reaches no service", async (browser) => {
    await using gateway = await testGateway({}, { corsOrigins: [listed.origin] });
    await using shop = await openShop(browser, other.origin);
    for (const path of ["/v1/echo/a", "/v1/nothing", "/openapi.json"]) {
      expect([path, await shop.ask("plainFetch", { url: gateway.url + path })]).toEqual([path, undefined]);
    }
    const reached = gateway.upstream.calls.length;
    const headers = { ...json, authorization: "Bearer good" };
    const write = { url: `${gateway.url}/v1/echo`, method: "POST", body };
    expect(await shop.ask("plainFetch", { ...write, headers })).toBeUndefined();
    expect(await shop.ask("plainFetch", { ...write, headers: json })).toBeUndefined();
    expect(gateway.upstream.calls).toHaveLength(reached);
    expect(shop.complaints).toContainEqual(expect.stringContaining("blocked by CORS policy"));
    await using allowed = await openShop(browser, listed.origin);
    expect(await allowed.ask("plainFetch", { ...write, headers })).toMatchObject({ status: 200 });
  });

  test("reads without cookies where every origin is listed, and never with them", async (browser) => {
    await using gateway = await testGateway({}, { corsOrigins: ["*"] });
    await using shop = await openShop(browser, other.origin);
    const url = `${gateway.url}/v1/echo/a`;
    expect(await shop.ask("plainFetch", { url })).toMatchObject({ status: 200 });
    expect(await shop.ask("plainFetch", { url, credentials: "include" })).toBeUndefined();
  });

  test("keeps answers as long as they are good, and asks again for who shows who they are", async (browser) => {
    const contracts = cachedContracts({ Echo: { maxAge: { seconds: 60n } } });
    await using gateway = await testGateway({}, { corsOrigins: [listed.origin], contracts });
    await using shop = await openShop(browser, listed.origin);
    const read = (headers: Record<string, string>) =>
      shop.ask("plainFetch", { url: `${gateway.url}/v1/echo/a`, headers });
    const first = await read({});
    expect(first?.headers.etag).toMatch(/^W\/"/);
    expect((await read({}))?.headers["x-request-id"]).toBe(first?.headers["x-request-id"]);
    expect(gateway.upstream.calls).toHaveLength(1);
    const own = [await read({ authorization: "Bearer good" }), await read({ authorization: "Bearer good" })];
    expect(own.map((answer) => [answer?.status, answer?.body])).toEqual(Array(2).fill([200, '{"message":"a"}']));
    expect(gateway.upstream.calls.map(({ options }) => options.token)).toEqual([undefined, "good", "good"]);
  });
});
