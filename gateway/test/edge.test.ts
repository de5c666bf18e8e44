import http from "node:http";
import http2 from "node:http2";
import { text } from "node:stream/consumers";
import { Code as ConnectCode, createClient } from "@connectrpc/connect";
import { createConnectTransport, createGrpcTransport, createGrpcWebTransport } from "@connectrpc/connect-node";
import { EchoService } from "#gen/es/ultramarket/testing/v1/echo_service_pb.js";
import { eventually } from "#mesh/testing";
import type { Exchange } from "../src/edge/exchange.ts";
import { contracts, limits, testGateway } from "./test-gateway.ts";

const echoPath = "/ultramarket.testing.v1.EchoService/Echo";

describe("an RPC for workloads only", () => {
  const transports = {
    "Connect JSON": (baseUrl: string) =>
      createConnectTransport({ baseUrl, httpVersion: "1.1", useBinaryFormat: false }),
    "gRPC-web": (baseUrl: string) => createGrpcWebTransport({ baseUrl, httpVersion: "1.1" }),
    gRPC: (baseUrl: string) => createGrpcTransport({ baseUrl }),
  };

  test.each(Object.entries(transports))("is not there by %s", async (_, transport) => {
    await using gateway = await testGateway();
    const call = createClient(EchoService, transport(gateway.url)).whisper({});
    await expect(call).rejects.toMatchObject({ code: ConnectCode.Unimplemented });
    expect(gateway.upstream.calls).toEqual([]);
  });

  test("is answered like a path that never was", async () => {
    await using gateway = await testGateway();
    const post = async (path: string) => {
      const headers = { "content-type": "application/json" };
      const response = await fetch(gateway.url + path, { method: "POST", headers, body: "{}" });
      return [response.status, await response.json()];
    };
    const internal = await post("/ultramarket.testing.v1.EchoService/Whisper");
    expect(internal).toMatchObject([404, { code: 5 }]);
    expect(internal).toEqual(await post("/ultramarket.testing.v1.EchoService/Nothing"));
  });
});

/** A GET with headers that fetch would not send. */
async function get(url: string, headers: http.OutgoingHttpHeaders) {
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    http.get(url, { headers, agent: false }, resolve).on("error", reject);
  });
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

test("of what a client claims in headers, only the listed ones travel on", async () => {
  await using gateway = await testGateway();
  const traceparent = `00-${"a".repeat(32)}-${"b".repeat(16)}-01`;
  const passing = {
    traceparent,
    tracestate: "k=v",
    baggage: "b=1",
    "x-request-id": "req-1",
    authorization: "Bearer good",
  };
  const forged = {
    "x-forwarded-client-cert": "By=spiffe://ultramarket/sa/admin",
    "x-user-id": "usr_admin",
    "x-workload": "admin",
    "grpc-internal-encoding-request": "x",
    cookie: "a=b",
  };
  await get(`${gateway.url}/v1/echo/a`, { ...passing, ...forged });
  const json = { "content-type": "application/json" };
  await fetch(gateway.url + echoPath, {
    method: "POST",
    headers: { ...passing, ...forged, ...json },
    body: '{"message":"a"}',
  });
  for (const { options } of gateway.upstream.calls) {
    const { deadline, signal, ...rest } = options;
    expect([typeof deadline, typeof signal]).toEqual(["number", "object"]);
    expect(rest).toEqual({ traceparent, tracestate: "k=v", baggage: "b=1", requestId: "req-1", token: "good" });
  }
  expect(gateway.upstream.calls).toHaveLength(2);
});

test("malformed trace context and request ids are replaced or dropped", async () => {
  await using gateway = await testGateway({}, { limits: { ...limits, headerBytes: 16_384 } });
  const headers = { traceparent: "00-zz", tracestate: "k=v", baggage: "x".repeat(8_193), "x-request-id": "a b" };
  const { headers: back } = await get(`${gateway.url}/v1/echo/a`, headers);
  const { requestId, traceparent, tracestate, baggage } = gateway.upstream.calls[0]?.options ?? {};
  expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(back["x-request-id"]).toBe(requestId);
  expect([traceparent, tracestate, baggage]).toEqual([undefined, undefined, undefined]);
});

test("other ways to sign in are refused, and the answer says which one there is", async () => {
  await using gateway = await testGateway();
  for (const authorization of ["Basic YTpi", "Bearer", "Bearer a b", "good"]) {
    const rest = await fetch(`${gateway.url}/v1/echo/a`, { headers: { authorization } });
    expect([rest.status, rest.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
    const headers = { authorization, "content-type": "application/json" };
    const connect = await fetch(gateway.url + echoPath, { method: "POST", headers, body: '{"message":"a"}' });
    expect([connect.status, connect.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
  }
});

describe("answers to scripts of other origins", () => {
  const corsOrigins = ["https://shop.example"];

  test("are theirs to read if the origin is listed, errors and pages included", async () => {
    await using gateway = await testGateway({}, { corsOrigins });
    for (const path of ["/v1/echo/a", "/v1/nothing", echoPath, "/healthz", "/docs"]) {
      const { headers } = await get(gateway.url + path, { origin: "https://shop.example" });
      expect([path, headers["access-control-allow-origin"]]).toEqual([path, "https://shop.example"]);
      expect(headers["access-control-expose-headers"]).toMatch(/grpc-status.*X-Request-Id/i);
      expect(headers.vary).toMatch(/Origin/);
    }
  });

  test("are not if it is not", async () => {
    await using gateway = await testGateway({}, { corsOrigins });
    const { headers } = await get(`${gateway.url}/v1/echo/a`, { origin: "https://evil.example" });
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  });

  test("are announced before the request", async () => {
    await using gateway = await testGateway({}, { corsOrigins });
    const preflight = (origin: string) =>
      fetch(gateway.url + echoPath, {
        method: "OPTIONS",
        headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "authorization" },
      });
    const listed = await preflight("https://shop.example");
    expect(listed.status).toBe(204);
    expect(listed.headers.get("access-control-allow-methods")).toMatch(/POST/);
    expect(listed.headers.get("access-control-allow-headers")).toMatch(/Connect-Protocol-Version.*Authorization/i);
    const other = await preflight("https://evil.example");
    expect([other.status, other.headers.get("access-control-allow-methods")]).toEqual([204, null]);
  });
});

test("every answer names its request and forbids sniffing, referrers and framing", async () => {
  await using gateway = await testGateway();
  for (const path of ["/v1/echo/a", "/v1/nothing", "/readyz", "/openapi.json"]) {
    const { headers } = await get(gateway.url + path, { "x-request-id": "req-2" });
    expect(headers).toMatchObject({
      "x-request-id": "req-2",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
    });
    expect(headers["strict-transport-security"]).toBeUndefined();
  }
});

test("readiness names the upstreams that are down", async () => {
  const down: string[] = [];
  await using gateway = await testGateway({}, { readiness: async () => down });
  for (const url of [gateway.url, gateway.adminUrl]) {
    down.length = 0;
    expect(await get(`${url}/readyz`, {})).toMatchObject({
      status: 200,
      body: '{"ready":true,"draining":false,"down":[]}',
    });
    down.push("product");
    expect(await get(`${url}/readyz`, {})).toMatchObject({
      status: 503,
      body: expect.stringContaining('"down":["product"]'),
    });
    expect(await get(`${url}/healthz`, {})).toMatchObject({ status: 200 });
  }
});

test("metrics are for operators only", async () => {
  await using gateway = await testGateway();
  expect(await get(`${gateway.adminUrl}/metrics`, {})).toMatchObject({ status: 200, body: "up 1\n" });
  expect(await get(`${gateway.url}/metrics`, {})).toMatchObject({ status: 404 });
  expect(await get(`${gateway.adminUrl}/v1/echo/a`, {})).toMatchObject({ status: 404 });
});

test("a page that cannot be made breaks off without taking the gateway along", async () => {
  const readiness = () => Promise.reject(new Error("no"));
  await using gateway = await testGateway({}, { readiness });
  await expect(get(`${gateway.url}/readyz`, {})).rejects.toThrow();
  await expect(get(`${gateway.adminUrl}/readyz`, {})).rejects.toThrow();
  expect(gateway.logged).toContainEqual(expect.objectContaining({ message: "answer broken off" }));
  expect(await get(`${gateway.url}/healthz`, {})).toMatchObject({ status: 200 });
});

describe("the docs", () => {
  const documented = () => contracts;

  test("are compressed when that is accepted", async () => {
    await using gateway = await testGateway({}, { documented });
    const codings = { "gzip, br": "br", gzip: "gzip", "br;q=0, gzip;q=0.5": "gzip", identity: undefined };
    for (const [accepted, coding] of Object.entries(codings)) {
      const { headers } = await get(`${gateway.url}/openapi.json`, { "accept-encoding": accepted });
      expect([accepted, headers["content-encoding"]]).toEqual([accepted, coding]);
    }
    const page = await fetch(`${gateway.url}/docs`);
    expect([page.headers.get("content-type"), await page.text()]).toEqual([
      "text/html; charset=utf-8",
      expect.stringContaining("EchoService"),
    ]);
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'/);
  });

  test("are read, not written", async () => {
    await using gateway = await testGateway({}, { documented });
    const post = await fetch(`${gateway.url}/docs`, { method: "POST" });
    expect([post.status, post.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    const head = await fetch(`${gateway.url}/docs`, { method: "HEAD" });
    expect([head.status, Number(head.headers.get("content-length")) > 1000, await head.text()]).toEqual([
      200,
      true,
      "",
    ]);
  });
});

test("large answers are compressed by every protocol that asks for it", async () => {
  await using gateway = await testGateway({ echo: ({ message }) => ({ message: message.repeat(2000) }) });
  const gzip = { "accept-encoding": "gzip" };
  expect((await get(`${gateway.url}/v1/echo/a`, gzip)).headers["content-encoding"]).toBe("gzip");
  const json = { ...gzip, "content-type": "application/json" };
  const connect = await fetch(gateway.url + echoPath, { method: "POST", headers: json, body: '{"message":"a"}' });
  expect(connect.headers.get("content-encoding")).toBe("gzip");
});

test("a request without a proper host is a bad one", async () => {
  await using gateway = await testGateway();
  const { status } = await get(gateway.url + echoPath, { host: "a b" });
  expect(status).toBe(400);
});

test("each exchange is reported once, under a route and never under a client's text", async () => {
  const seen: Exchange[] = [];
  await using gateway = await testGateway({}, { exchanges: (exchange) => void seen.push(exchange) });
  await fetch(`${gateway.url}/v1/echo/secret`, { headers: { "x-request-id": "r1" } });
  await fetch(`${gateway.url}/v1/secret`);
  const session = http2.connect(gateway.url);
  await text(session.request({ ":path": "/healthz?secret" }));
  session.close();
  await eventually(() => seen.length === 3);
  expect(seen.map(({ httpVersion, httpMethod, route, status }) => [httpVersion, httpMethod, route, status])).toEqual([
    ["1.1", "GET", "/v1/echo/{message}", 200],
    ["1.1", "GET", "unknown", 404],
    ["2.0", "GET", "/healthz", 200],
  ]);
  expect(seen[0]).toMatchObject({ requestId: "r1", seconds: expect.any(Number) });
});
