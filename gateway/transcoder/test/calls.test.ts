import { request as request1 } from "node:http";
import { connect } from "node:net";
import { timeoutOf } from "../deadline.ts";
import { untilAborted } from "../exchange.ts";
import type { HttpRequest } from "../http.ts";
import { Code, createTranscoder, StatusError } from "../mod.ts";
import { methods, registry } from "./contract.ts";
import { fakeUpstream, type Respond, type Served, serve } from "./serve.ts";
import { get, post, send } from "./tables.ts";

let respond: Respond = () => ({});
let served: Served;
const answer = {
  message: new Uint8Array(),
  headers: { "X-Request-Id": "r", "grpc-metadata-a": "b", "retry-after": "5", etag: "a\nb" },
};
beforeAll(async () => {
  const timeout = () => ({ default: 5_000, max: 60_000 });
  served = await serve({ limits: { timeout } }, (call) => respond(call));
});
afterAll(() => served.close());
beforeEach(() => {
  served.calls.length = 0;
  respond = () => ({});
});

const contextOf = async (headers: Record<string, string>, version: 1 | 2 = 1) => {
  const { status } = await served.send(version, { ...get("/v1/books/b"), headers });
  return { status, context: served.calls[0]?.context };
};

describe("headers on", () => {
  test.each([1, 2] as const)("are those of the list and no others, by HTTP/%d", async (version) => {
    const on = {
      authorization: "Bearer t",
      "x-request-id": "r",
      traceparent: "00-1",
      tracestate: "a=b",
      baggage: "c=d",
      "accept-language": "de",
      "user-agent": "test",
    };
    const not = {
      "x-user-id": "u",
      "x-forwarded-client-cert": "c",
      "grpc-metadata-x": "y",
      cookie: "a=b",
      accept: "*/*",
    };
    const { context } = await contextOf({ ...on, ...not, "x-forwarded-for": "1.2.3.4" }, version);
    expect(context?.headers).toEqual({
      ...on,
      "x-forwarded-for": expect.stringMatching(/^1\.2\.3\.4, .*127\.0\.0\.1$/),
    });
  });

  test("always tell the client's address", async () => {
    expect((await contextOf({})).context?.headers).toEqual({
      "x-forwarded-for": expect.stringMatching(/127\.0\.0\.1$/),
    });
  });
});

test("headers back are those of the list, after errors too", async () => {
  const failure = new StatusError(Code.UNAVAILABLE, "later", { headers: answer.headers });
  for (const unary of [() => Promise.resolve(answer), () => Promise.reject(failure)]) {
    const back = ["x-request-id", "retry-after", "etag"];
    const other = await serve({ headers: { back }, upstream: { unary, stream: async function* () {} } });
    const { headers } = await other.send(2, get("/v1/books/b"));
    await other.close();
    expect(headers).toMatchObject({ "x-request-id": "r", "retry-after": "5" });
    expect(headers).not.toHaveProperty("grpc-metadata-a");
    expect(headers).not.toHaveProperty("etag");
  }
});

describe("deadlines", () => {
  test.each<[Record<string, string>, number]>([
    [{}, 5_000],
    [{ "request-timeout": "2" }, 2_000],
    [{ "request-timeout": "1.5" }, 1_500],
    [{ "request-timeout": "9999" }, 60_000],
    [{ "grpc-timeout": "1H" }, 60_000],
    [{ "grpc-timeout": "1M" }, 60_000],
    [{ "grpc-timeout": "7S" }, 7_000],
    [{ "grpc-timeout": "1500m" }, 1_500],
    [{ "grpc-timeout": "1500000u" }, 1_500],
    [{ "grpc-timeout": "99000000n" }, 99],
    [{ "connect-timeout-ms": "3000" }, 3_000],
    [{ "connect-timeout-ms": "3000", "request-timeout": "2", "grpc-timeout": "9S" }, 2_000],
  ])("%j is %d ms", (headers, ms) => {
    expect(timeoutOf({ headers } as HttpRequest, { default: 5_000, max: 60_000 })).toBe(ms);
  });

  test("travel on as a point in time", async () => {
    const before = Date.now();
    const { context } = await contextOf({ "request-timeout": "20.5" });
    const latest = Date.now() + 20_500;
    expect(context?.deadline).toBeGreaterThanOrEqual(before + 20_500);
    expect(context?.deadline).toBeLessThanOrEqual(latest);
  });

  test.each<Record<string, string>>([
    { "request-timeout": "x" },
    { "request-timeout": "" },
    { "request-timeout": "-1" },
    { "request-timeout": "1e3" },
    { "request-timeout": "1, 2" },
    { "grpc-timeout": "1" },
    { "grpc-timeout": "1h" },
    { "grpc-timeout": "123456789S" },
    { "connect-timeout-ms": "1.5" },
    { "connect-timeout-ms": "99999999999" },
  ])("%j is a bad request", async (headers) => {
    expect(await contextOf(headers)).toEqual({ status: 400 });
  });

  test("of zero pass before the call", async () => {
    expect(await contextOf({ "request-timeout": "0" })).toEqual({ status: 504 });
  });

  test("pass while an upstream hangs, and fire its signal", async () => {
    let reason: unknown;
    respond = ({ context: { signal } }) => {
      signal.addEventListener("abort", () => {
        reason = signal.reason;
      });
      return new Promise<never>(() => undefined);
    };
    const headers = { "connect-timeout-ms": "50" };
    for (const version of [1, 2] as const) {
      reason = undefined;
      const { status, text } = await served.send(version, { ...get("/v1/books/b"), headers });
      expect([status, JSON.parse(text).code]).toEqual([504, Code.DEADLINE_EXCEEDED]);
      expect(reason).toMatchObject({ code: Code.DEADLINE_EXCEEDED });
    }
  });

  test("that passed say why, whatever the work comes to later", async () => {
    const late = Promise.withResolvers<never>();
    const waited = untilAborted(late.promise, AbortSignal.abort("time is up"));
    late.reject("too late");
    await expect(waited).rejects.toBe("time is up");
  });

  test("end a stream with an error element", async () => {
    respond = async function* () {
      yield { number: 1 };
      await new Promise<never>(() => undefined);
    };
    const { text } = await served.send(1, { ...get("/v1/watch/n"), headers: { "connect-timeout-ms": "50" } });
    expect(JSON.parse(text)).toMatchObject([{ number: "1" }, { error: { code: Code.DEADLINE_EXCEEDED } }]);
  });

  test("pass while a body does not come", async () => {
    const received = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { "connect-timeout-ms": "50", "content-type": "application/json" };
      const request = request1({ port: served.port1, path: "/v1/probe", method: "POST", headers, agent: false });
      request
        .on("response", (response) => resolve(response.resume().statusCode))
        .on("error", reject)
        .write("{");
    });
    expect(received).toBe(504);
  });
});

describe("on the wire", () => {
  const raw = (text: string | Buffer) =>
    new Promise<string>((resolve, reject) => {
      let received = "";
      const socket = connect(served.port1, "127.0.0.1", () => socket.write(text));
      socket.on("data", (chunk) => {
        received += chunk;
      });
      socket.on("close", () => resolve(received)).on("error", reject);
    });
  const head = (target: string) => `GET ${target} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`;

  test.each([
    ["http://elsewhere:80/v1/books/b", 200],
    ["http://elsewhere/v1/none", 404],
    ["*", 404],
    ["/v1/books/a/../b", 404],
    ["/v1/books/a%zz", 400],
  ])("the target %s gets %d", async (target, status) => {
    expect(await raw(head(target))).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  test("bytes beyond ASCII in a target are bad", async () => {
    expect(await raw(Buffer.from(head("/v1/books/é"), "latin1"))).toMatch(/^HTTP\/1.1 400 /);
    expect(await raw(Buffer.from(head("/v1/books?pageToken=é"), "utf8"))).toMatch(/^HTTP\/1.1 400 /);
  });

  test("a connection lives on after an error without a body left over", async () => {
    const two = `GET /v1/none HTTP/1.1\r\nHost: h\r\n\r\n${head("/v1/books/b")}`;
    expect((await raw(two)).match(/HTTP\/1.1 \d+/g)).toEqual(["HTTP/1.1 404", "HTTP/1.1 200"]);
  });

  test("a chunked body over the limit is 413, seen by the client before the connection closes", async () => {
    const headers = { "content-type": "application/json", "transfer-encoding": "chunked" };
    const received = await served.send(1, { ...send("POST", "/v1/probe", "x".repeat(3_000_000)), headers });
    expect([received.status, received.headers.connection]).toEqual([413, "close"]);
  });

  test("a chunked body is read to its end", async () => {
    const headers = { "content-type": "application/json", "transfer-encoding": "chunked" };
    await served.send(1, { ...post("/v1/probe", '{"int32Value":1}'), headers });
    expect(served.calls).toMatchObject([{ request: { int32Value: 1 } }]);
  });
});

test("a client that breaks off its body leaves nothing behind but CANCELLED", async () => {
  served.logged.length = 0;
  const closed = Promise.withResolvers<void>();
  const socket = connect(served.port1, "127.0.0.1", () => {
    socket.write("POST /v1/probe HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{");
    setImmediate(() => socket.destroy());
  });
  socket.on("close", () => closed.resolve());
  await closed.promise;
  expect((await served.send(1, get("/v1/books/b"))).status).toBe(200);
  expect(served.calls).toHaveLength(1);
  expect(served.logged).toEqual([]);
});

test("what others set on the answer stays", async () => {
  const { handle } = createTranscoder({ registry, methods, upstream: fakeUpstream([]), hidden: { log: () => "" } });
  const { createServer } = await import("node:http");
  const server = createServer((request, response) => {
    response.setHeader("vary", "origin");
    void handle(request, response);
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  const response = await fetch(`http://127.0.0.1:${port}/v1/probe`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ stringValue: "x".repeat(2_000) }),
  });
  await response.arrayBuffer();
  await new Promise((resolve) => server.close(resolve));
  expect(response.headers.get("vary")).toBe("origin, accept-encoding");
});
