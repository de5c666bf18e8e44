import http from "node:http";
import { text } from "node:stream/consumers";
import { refuse } from "#mesh/kernel";
import { type TestGateway, testGateway } from "./test-gateway.ts";

const listed = "https://shop.example";
const other = "https://evil.example";
const service = "/ultramarket.testing.v1.EchoService";
const json = { "content-type": "application/json" };

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** What is said to browsers in an answer: every `access-control-` header, and what it varies by. */
interface Said {
  readonly status: number | undefined;
  readonly access: Readonly<Record<string, unknown>>;
  readonly vary: readonly string[];
}

/** Sends what `fetch` would change: browsers set Origin themselves. */
async function send({ url }: TestGateway, { method, path, headers, body }: Sent, origin?: string): Promise<Said> {
  const all = { ...headers, ...(origin === undefined ? {} : { origin }) };
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    http
      .request(url + path, { method, headers: all, agent: false }, resolve)
      .on("error", reject)
      .end(body);
  });
  await text(response);
  const access = Object.entries(response.headers).filter(([name]) => name.startsWith("access-control-"));
  return { status: response.statusCode, access: Object.fromEntries(access), vary: varied(response.headers.vary) };
}

const varied = (header = "") => header.toLowerCase().split(/, */);

const exposed =
  "Grpc-Status, Grpc-Message, Grpc-Status-Details-Bin, Content-Encoding, Connect-Content-Encoding, X-CSRF-Token, X-Request-Id, ETag, Allow, WWW-Authenticate, Retry-After, RateLimit, RateLimit-Policy";

const toScripts = (origin: string, credentials: boolean) => ({
  "access-control-allow-origin": origin,
  ...(credentials ? { "access-control-allow-credentials": "true" } : {}),
  "access-control-expose-headers": exposed,
});

const announced = {
  "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
  "access-control-allow-headers":
    "Content-Type, Connect-Protocol-Version, Connect-Timeout-Ms, Connect-Content-Encoding, Connect-Accept-Encoding, Content-Encoding, Accept-Encoding, Grpc-Message-Type, X-Grpc-Web, X-User-Agent, Grpc-Timeout, Authorization, X-CSRF-Token, X-Session, X-Request-Id, Request-Timeout, If-None-Match, Traceparent, Tracestate, Baggage",
  "access-control-max-age": "7200",
};

/** Which origins a gateway lists, who asks, and what it gets: nothing, the answer, or the answer to calls with cookies too. */
const rows = [
  { lists: [], origin: listed, gets: "nothing" },
  { lists: [listed], origin: undefined, gets: "nothing" },
  { lists: [listed], origin: listed, gets: "cookies" },
  { lists: [listed], origin: other, gets: "nothing" },
  { lists: [listed], origin: "null", gets: "nothing" },
  { lists: [listed], origin: "http://shop.example", gets: "nothing" },
  { lists: [listed], origin: "https://shop.example:8443", gets: "nothing" },
  { lists: [listed], origin: "https://shop.example.evil.example", gets: "nothing" },
  { lists: [listed], origin: "*", gets: "nothing" },
  { lists: ["*"], origin: other, gets: "answers" },
  { lists: ["*"], origin: "null", gets: "answers" },
  { lists: ["*"], origin: undefined, gets: "nothing" },
  { lists: ["*", listed], origin: listed, gets: "cookies" },
  { lists: ["*", listed], origin: other, gets: "answers" },
] as const;

const accessOf = ({ origin, gets }: (typeof rows)[number]) =>
  gets === "nothing" ? {} : toScripts(origin ?? "", gets === "cookies");

const answers: readonly (Sent & { readonly status: number })[] = [
  { status: 200, method: "GET", path: "/v1/echo/a" },
  { status: 200, method: "HEAD", path: "/v1/echo/a" },
  { status: 200, method: "GET", path: "/v1/echo/a:repeat?count=2" },
  { status: 200, method: "GET", path: `${service}/Echo?encoding=json&message=%7B%22message%22%3A%22a%22%7D` },
  { status: 200, method: "POST", path: `${service}/Echo`, headers: json, body: '{"message":"a"}' },
  {
    status: 200,
    method: "POST",
    path: `${service}/Echo`,
    headers: { "content-type": "application/grpc-web+proto" },
    body: Buffer.from([0, 0, 0, 0, 3, 10, 1, 97]),
  },
  { status: 200, method: "GET", path: "/healthz" },
  { status: 400, method: "POST", path: "/v1/echo", headers: json, body: "{" },
  { status: 400, method: "POST", path: `${service}/Echo`, headers: json, body: "{" },
  { status: 401, method: "GET", path: "/v1/echo/a", headers: { authorization: "Bearer bad" } },
  { status: 401, method: "POST", path: `${service}/Echo`, headers: { ...json, authorization: "x" }, body: "{}" },
  { status: 404, method: "GET", path: "/v1/nothing" },
  { status: 404, method: "POST", path: `${service}/Nothing`, headers: json, body: "{}" },
  { status: 405, method: "DELETE", path: "/v1/echo/a" },
  { status: 405, method: "POST", path: "/healthz" },
  { status: 413, method: "POST", path: "/v1/echo", headers: json, body: `{"message":"${"x".repeat(70_000)}"}` },
  { status: 415, method: "POST", path: "/v1/echo", headers: { "content-type": "text/plain" }, body: "a" },
  { status: 500, method: "GET", path: "/v1/echo/fail" },
  { status: 500, method: "POST", path: `${service}/Echo`, headers: json, body: '{"message":"fail"}' },
  { status: 503, method: "GET", path: "/v1/echo/away" },
];

describe.each(rows)("where $lists are listed, $origin gets $gets", (row) => {
  const vary = row.lists.length === 0 ? [] : ["origin"];

  test("of every answer, errors included", async () => {
    await using gateway = await testGateway(
      {
        echo({ message }) {
          if (message === "fail") throw new Error("of the service's own");
          if (message === "away") throw refuse("SERVICE_UNAVAILABLE");
          return { message };
        },
      },
      { corsOrigins: row.lists },
    );
    for (const { status, ...sent } of answers) {
      const said = await send(gateway, sent, row.origin);
      expect([sent, said.status, said.access]).toEqual([sent, status, accessOf(row)]);
      expect([sent, said.vary]).toEqual([sent, expect.arrayContaining(vary)]);
    }
  });

  test("of the refusal of one call too many", async () => {
    const rates = { read: { calls: 1, windowSeconds: 60 } };
    await using gateway = await testGateway({}, { corsOrigins: row.lists, rates });
    await send(gateway, { method: "GET", path: "/v1/echo/a" });
    for (const sent of answers.slice(0, 2)) {
      const { status, access } = await send(gateway, sent, row.origin);
      expect([status, access]).toEqual([429, accessOf(row)]);
    }
  });

  test("before a call, whatever its path and method", async () => {
    await using gateway = await testGateway({}, { corsOrigins: row.lists });
    for (const path of ["/v1/echo", "/v1/nothing", `${service}/Echo`, `${service}/Nothing`, "/docs"]) {
      for (const asked of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]) {
        const headers = { "access-control-request-method": asked };
        const said = await send(gateway, { method: "OPTIONS", path, headers }, row.origin);
        const access = row.gets === "nothing" ? {} : { ...accessOf(row), ...announced };
        expect([path, asked, said.status, said.access]).toEqual([path, asked, 204, access]);
        expect(said.vary).toEqual(expect.arrayContaining(vary));
      }
    }
    expect(gateway.upstream.calls).toEqual([]);
  });
});

test("OPTIONS that announces nothing is a method like any other", async () => {
  await using gateway = await testGateway({}, { corsOrigins: [listed] });
  const said = await send(gateway, { method: "OPTIONS", path: "/v1/echo/a" }, listed);
  expect([said.status, said.access]).toEqual([405, toScripts(listed, true)]);
});
