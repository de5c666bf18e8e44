import http from "node:http";
import http2 from "node:http2";
import { buffer } from "node:stream/consumers";
import { refuse } from "#mesh/kernel";
import { cachedContracts } from "./cached-contract.ts";
import { type TestGateway, testGateway } from "./test-gateway.ts";

const minute = { maxAge: { seconds: 60n } };
const kept = "public, max-age=60";
const own = "private, no-cache";
const never = "no-store";
const etag = /^W\/"[\w-]{22}"$/;
const service = "/ultramarket.testing.v1.EchoService";
const json = { "content-type": "application/json" };

const rest = "/v1/echo/a";
const connectJson = `${service}/Echo?connect=v1&encoding=json&message=${encodeURIComponent('{"message":"a"}')}`;
const connectBinary = `${service}/Echo?connect=v1&encoding=proto&base64=1&message=CgFh`;
const reads = [rest, connectJson, connectBinary];
const byName = [
  ["REST", rest],
  ["Connect in JSON", connectJson],
  ["Connect in Protobuf", connectBinary],
] as const;

function caching(script: Parameters<typeof testGateway>[0] = {}, options: Parameters<typeof testGateway>[1] = {}) {
  return testGateway(script, { contracts: cachedContracts({ Echo: minute }), ...options });
}

type Sent = { readonly method?: string; readonly headers?: http.OutgoingHttpHeaders; readonly body?: string | Buffer };

async function ask({ url }: TestGateway, path: string, { method = "GET", headers = {}, body }: Sent = {}) {
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    http
      .request(url + path, { method, headers, agent: false }, resolve)
      .on("error", reject)
      .end(body);
  });
  const { "cache-control": cacheControl, etag, vary = "" } = response.headers;
  const variesBy = vary.toLowerCase().split(", ").toSorted();
  const content = await buffer(response);
  return { status: response.statusCode, headers: response.headers, cacheControl, etag, variesBy, content };
}

test.each(byName)("an answer by %s may be kept by anybody as long as its contract says", async (_, path) => {
  await using gateway = await caching();
  const answer = await ask(gateway, path);
  expect(answer).toMatchObject({ status: 200, cacheControl: kept, etag: expect.stringMatching(etag) });
  expect(answer.variesBy).toEqual(["accept-encoding", "authorization", "cookie"]);
});

test.each(byName)("an answer by %s is not sent to who has it, until it changes", async (_, path) => {
  let message = "first";
  await using gateway = await caching({ echo: () => ({ message }) });
  const first = await ask(gateway, path);
  for (const tag of [first.etag, `"other", ${first.etag}`, "*"]) {
    const again = await ask(gateway, path, { headers: { "if-none-match": tag } });
    expect(again).toMatchObject({ status: 304, cacheControl: kept, etag: first.etag, variesBy: first.variesBy });
    expect([again.content.length, again.headers["content-type"]]).toEqual([0, undefined]);
  }
  message = "second";
  const changed = await ask(gateway, path, { headers: { "if-none-match": first.etag } });
  expect(changed.status).toBe(200);
  expect(changed.etag).not.toBe(first.etag);
});

test("HEAD is told what GET is, without the body", async () => {
  await using gateway = await caching();
  const [get, head] = [await ask(gateway, rest), await ask(gateway, rest, { method: "HEAD" })];
  const { date: _, "x-request-id": __, ...told } = head.headers;
  expect(get.headers).toMatchObject(told);
  expect([head.etag, head.cacheControl, head.content.length]).toEqual([get.etag, kept, 0]);
  const again = await ask(gateway, rest, { method: "HEAD", headers: { "if-none-match": get.etag } });
  expect(again).toMatchObject({ status: 304, etag: get.etag });
});

test.each(byName)("an answer by %s has one tag in all codings", async (_, path) => {
  await using gateway = await caching({ echo: () => ({ message: "a".repeat(5_000) }) });
  const [plain, gzip] = [
    await ask(gateway, path),
    await ask(gateway, path, { headers: { "accept-encoding": "gzip" } }),
  ];
  expect([plain.headers["content-encoding"], gzip.headers["content-encoding"]]).toEqual([undefined, "gzip"]);
  expect([gzip.etag, gzip.cacheControl, gzip.variesBy]).toEqual([plain.etag, kept, plain.variesBy]);
});

test.each(byName)("an answer by %s is kept by nobody else for who shows who they are", async (_, path) => {
  await using gateway = await caching();
  for (const shown of [{ authorization: "Bearer good" }, { cookie: "__Host-session=good" }, { cookie: "theme=dark" }]) {
    const answer = await ask(gateway, path, { headers: shown });
    expect([shown, answer.status, answer.cacheControl]).toEqual([shown, 200, own]);
    const again = await ask(gateway, path, { headers: { ...shown, "if-none-match": answer.etag } });
    expect([again.status, again.cacheControl]).toEqual([304, own]);
  }
});

test("answers differ by origin where pages of other origins may read them", async () => {
  await using gateway = await caching({}, { corsOrigins: ["https://shop.example"] });
  for (const path of reads) {
    const { variesBy } = await ask(gateway, path, { headers: { origin: "https://shop.example" } });
    expect(variesBy).toEqual(["accept-encoding", "authorization", "cookie", "origin"]);
  }
});

test("of everything else nothing is kept, errors of such methods included", async () => {
  const script = {
    echo({ message }: { message: string }) {
      if (message === "fail") throw new Error("of the service's own");
      if (message === "away") throw refuse("SERVICE_UNAVAILABLE");
      return { message };
    },
  };
  await using gateway = await caching(script, { rates: { read: { calls: 100, windowSeconds: 60 } } });
  const web = { "content-type": "application/grpc-web+proto" };
  const rows: readonly (readonly [number, string, Sent?])[] = [
    [200, `${service}/Echo`, { method: "POST", headers: json, body: '{"message":"a"}' }],
    [200, `${service}/Echo`, { method: "POST", headers: web, body: Buffer.from([0, 0, 0, 0, 3, 10, 1, 97]) }],
    [200, "/v1/echo", { method: "POST", headers: { ...json, authorization: "Bearer good" }, body: '{"message":"a"}' }],
    [200, "/v1/notes/a", { headers: { authorization: "Bearer good" } }],
    [200, "/v1/echo/a:repeat?count=2"],
    [401, rest, { headers: { authorization: "Bearer bad" } }],
    [401, connectJson, { headers: { authorization: "Bearer bad" } }],
    [404, "/v1/nothing"],
    [404, "/v1/nothing", { headers: { "content-type": "application/grpc" } }],
    [405, rest, { method: "DELETE" }],
    [500, "/v1/echo/fail", { headers: { "if-none-match": "*" } }],
    [500, connectJson.replace("%22a%22", "%22fail%22"), { headers: { "if-none-match": "*" } }],
    [503, "/v1/echo/away"],
  ];
  for (const [status, path, sent] of rows) {
    const answer = await ask(gateway, path, sent);
    expect([path, answer.status, answer.cacheControl, answer.etag]).toEqual([path, status, never, undefined]);
  }
  await using limited = await caching({}, { rates: { read: { calls: 1, windowSeconds: 60 } } });
  await ask(limited, rest);
  expect(await ask(limited, rest)).toMatchObject({ status: 429, cacheControl: never, etag: undefined });
});

test("by HTTP/2 it is the same", async () => {
  await using gateway = await caching();
  const session = http2.connect(gateway.url);
  const head = (headers: http2.OutgoingHttpHeaders) =>
    new Promise<http2.IncomingHttpHeaders>((resolve, reject) => {
      session.request(headers).on("response", resolve).on("error", reject).resume();
    });
  const first = await head({ ":path": rest });
  expect([first[":status"], first["cache-control"]]).toEqual([200, kept]);
  const again = await head({ ":path": rest, "if-none-match": first.etag });
  expect([again[":status"], again.etag]).toEqual([304, first.etag]);
  session.close();
});

test("answers that depend on the caller are for the caller's own cache", async () => {
  await using gateway = await caching({}, { contracts: cachedContracts({ GetNote: { ...minute, private: true } }) });
  const answer = await ask(gateway, "/v1/notes/a", { headers: { authorization: "Bearer good" } });
  expect(answer).toMatchObject({ status: 200, cacheControl: "private, max-age=60", etag: expect.stringMatching(etag) });
  expect(answer.variesBy).toEqual(["accept-encoding", "authorization", "cookie"]);
});

test.each([
  ["Write", minute],
  ["Write", { ...minute, private: true }],
  ["Repeat", minute],
  ["GetNote", minute],
  ["Echo", {}],
  ["Echo", { maxAge: { nanos: 1_000_000 } }],
] as const)("a contract whose %s says that it can be kept (%j) stops the start", async (name, cache) => {
  const started = testGateway({}, { contracts: cachedContracts({ [name]: cache }) }).then(({ drain }) => drain(0));
  await expect(started).rejects.toThrow(name);
});
