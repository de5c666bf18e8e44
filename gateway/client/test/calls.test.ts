import { createGrpcTransport } from "@connectrpc/connect-node";
import { invalid, refuse } from "#mesh/kernel";
import type { CallOptions as Received } from "#mesh/rpc";
import { eventually } from "#mesh/testing";
import { testGateway } from "../../test/test-gateway.ts";
import { type ClientOptions, createMarketClient, isReason } from "../src/mod.ts";
import { all, echoClient, failureOf } from "./echo-client.ts";

const never = () => new Promise<never>(() => undefined);

type Way = (baseUrl: string) => Partial<ClientOptions>;

const ways: Readonly<Record<string, Way>> = {
  "Connect in binary": () => ({}),
  "Connect in JSON": () => ({ format: "json" }),
  "gRPC-web in binary": () => ({ protocol: "grpc-web" }),
  "gRPC-web in JSON": () => ({ protocol: "grpc-web", format: "json" }),
  "gRPC over HTTP/2": (baseUrl) => ({ transport: createGrpcTransport({ baseUrl }) }),
};

test.each(Object.entries(ways))("%s carries calls, streams and refusals", async (_, way) => {
  await using gateway = await testGateway({
    write() {
      throw refuse("RESOURCE_NOT_FOUND", { metadata: { note: "n1" } });
    },
  });
  const { echo } = echoClient(gateway.url, way(gateway.url));
  expect(await echo.echo({ message: "a" })).toMatchObject({ message: "a" });
  expect(await all(echo.repeat({ message: "b", count: 3 }))).toHaveLength(3);
  expect(await failureOf(echo.write({ message: "c" }))).toMatchObject({
    name: "MarketError",
    code: "NOT_FOUND",
    reason: "RESOURCE_NOT_FOUND",
    domain: "ultramarket",
    metadata: { note: "n1" },
    requestId: expect.stringMatching(/./),
    method: "ultramarket.testing.v1.EchoService.Write",
  });
});

test("an error names the fields that break the contract", async () => {
  await using gateway = await testGateway({
    echo() {
      throw invalid({ field: "message", description: "is too loud" });
    },
  });
  const error = await failureOf(echoClient(gateway.url).echo.echo({ message: "A" }));
  expect(isReason(error, "INVALID_REQUEST") && error.violations).toEqual([
    { field: "message", description: "is too loud" },
  ]);
  expect(isReason(error, "INVALID_REQUEST", "ultramarket")).toBe(true);
  expect(isReason(error, "INVALID_REQUEST", "order.ultramarket")).toBe(false);
  expect(isReason(error, "OUT_OF_STOCK")).toBe(false);
});

test("an error that hides what happened says where the log tells it", async () => {
  await using gateway = await testGateway({
    echo() {
      throw new Error("secret");
    },
  });
  const error = await failureOf(echoClient(gateway.url).echo.echo({ message: "a" }));
  expect(error).toMatchObject({ code: "INTERNAL", reason: "INTERNAL_FAILURE", requestId: expect.stringMatching(/./) });
  expect(String(error)).not.toContain("secret");
});

test("the market is told the deadline, the contract's default or the caller's", async () => {
  const leftMs: number[] = [];
  await using gateway = await testGateway({
    echo(_, { deadline = 0 }) {
      leftMs.push(deadline - Date.now());
      return {};
    },
  });
  const { echo } = echoClient(gateway.url);
  await echo.echo({ message: "a" }, { timeoutMs: 500 });
  await echo.echo({ message: "a" });
  expect(leftMs[0]).toBeLessThanOrEqual(500);
  expect(leftMs[1]).toBeGreaterThan(1_000);
});

test("a call ends at its deadline with all its attempts", async () => {
  await using gateway = await testGateway({ echo: never });
  const start = performance.now();
  const error = await failureOf(echoClient(gateway.url).echo.echo({ message: "a" }, { timeoutMs: 100 }));
  expect(error).toMatchObject({ code: "DEADLINE_EXCEEDED", reason: "DEADLINE_PASSED" });
  expect(performance.now() - start).toBeLessThan(5_000);
});

test("a deadline that passes while a repeat is waited for is the failure before it", async () => {
  await using gateway = await testGateway({
    echo() {
      throw refuse("SERVICE_UNAVAILABLE");
    },
  });
  const { echo } = echoClient(gateway.url, { retry: { baseDelayMs: 1e6, maxDelayMs: 1e6 } });
  const error = await failureOf(echo.echo({ message: "a" }, { timeoutMs: 4_000 }));
  expect(error).toMatchObject({ code: "UNAVAILABLE" });
});

test("an aborted call is CANCELLED, here and in the market", async () => {
  let received: Received | undefined;
  await using gateway = await testGateway({
    echo(_, options) {
      received = options;
      return never();
    },
  });
  const stop = new AbortController();
  const failure = failureOf(echoClient(gateway.url).echo.echo({ message: "a" }, { signal: stop.signal }));
  await eventually(() => received !== undefined);
  stop.abort();
  expect(await failure).toMatchObject({ code: "CANCELLED", reason: "CALL_CANCELLED" });
  await eventually(() => received?.signal?.aborted ?? false);
});

test("an abort ends the wait for a repeat", async () => {
  const stop = new AbortController();
  await using gateway = await testGateway({
    echo() {
      setTimeout(() => stop.abort(), 20);
      throw refuse("SERVICE_UNAVAILABLE", { retryAfterMs: 8_000 });
    },
  });
  const start = performance.now();
  const error = await failureOf(echoClient(gateway.url).echo.echo({ message: "a" }, { signal: stop.signal }));
  expect(error).toMatchObject({ code: "CANCELLED" });
  expect(performance.now() - start).toBeLessThan(7_000);
});

test.each(["connect", "grpc-web"] as const)(
  "leaving the loop over a %s stream ends it in the market",
  async (protocol) => {
    let ended = false;
    await using gateway = await testGateway({
      async *repeat(_, { signal }) {
        signal?.addEventListener("abort", () => {
          ended = true;
        });
        for (let index = 0; ; index++) {
          yield { message: `${index}` };
          if (index === 3) await never();
        }
      },
    });
    const seen: string[] = [];
    for await (const { message } of echoClient(gateway.url, { protocol }).echo.repeat({})) {
      seen.push(message);
      if (message === "2") break;
    }
    expect(seen).toEqual(["0", "1", "2"]);
    // Long before the deadline, which would end it as well.
    await eventually(() => ended, { timeoutMs: 3_000 });
  },
);

test("an aborted stream is CANCELLED", async () => {
  await using gateway = await testGateway({
    async *repeat() {
      yield { message: "a" };
      await never();
    },
  });
  const stop = new AbortController();
  const listen = async () => {
    for await (const _ of echoClient(gateway.url).echo.repeat({}, { signal: stop.signal })) stop.abort();
  };
  await expect(listen()).rejects.toMatchObject({ code: "CANCELLED" });
});

test("a connection that breaks while the answer is read is UNAVAILABLE", async () => {
  const cut: typeof fetch = async () =>
    new Response(new ReadableStream({ start: (body) => body.error(new TypeError("terminated")) }), {
      headers: { "content-type": "application/proto" },
    });
  const { echo } = echoClient("http://market.example", { fetch: cut });
  expect(await failureOf(echo.echo({ message: "a" }))).toMatchObject({ code: "UNAVAILABLE", requestId: undefined });
});

test("what a proxy in front of the market answers is understood too", async () => {
  const proxy: typeof fetch = async () =>
    new Response("<h1>Maintenance</h1>", {
      status: 503,
      headers: { "content-type": "text/html", "retry-after": "120" },
    });
  const error = await failureOf(echoClient("http://market.example", { fetch: proxy }).echo.echo({ message: "a" }));
  expect(error).toMatchObject({ code: "UNAVAILABLE", reason: "SERVICE_UNAVAILABLE", retryAfterMs: 120_000 });
});

test("further headers and the token go along", async () => {
  let received: Received | undefined;
  await using gateway = await testGateway({
    echo(_, options) {
      received = options;
      return {};
    },
  });
  const { echo } = echoClient(gateway.url, { token: async () => "good" });
  await echo.echo({ message: "a" }, { headers: { "x-request-id": "request-1" } });
  expect(received).toMatchObject({ token: "good", requestId: "request-1" });
});

test("a token of the caller's own that is refused is not replaced", async () => {
  await using gateway = await testGateway();
  const { echo } = echoClient(gateway.url, { token: "bad" });
  expect(await failureOf(echo.echo({ message: "a" }))).toMatchObject({ reason: "TOKEN_INVALID" });
});

test("internal calls and streams of requests are not there", () => {
  const market = createMarketClient({ baseUrl: "http://market.example" });
  expect(Object.keys(market)).toEqual(expect.arrayContaining(["products", "carts", "orders", "search", "session"]));
  expect(Object.keys(market).filter((name) => /lookup|webhook|reservation/i.test(name))).toEqual([]);
  const { echo } = echoClient("http://market.example");
  expect(Object.keys(echo)).not.toContain("collect");
});
