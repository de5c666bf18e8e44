import { deflateRawSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { encodeFrame } from "../frames.ts";
import { fields, frame, preface, settings } from "./http2-bytes.ts";

const service = "/ultramarket.testing.v1.EchoService";
const rpcPaths = ["Echo", "Write", "GetNote", "Repeat", "Collect", "Converse", "Whisper"].map(
  (rpc) => `${service}/${rpc}`,
);
const ownPaths = ["/grpc.health.v1.Health/Watch", "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"];
const restPaths = [
  "/v1/echo",
  "/v1/echo/a",
  "/v1/echo/a:repeat",
  "/v1/notes/%00",
  "/v1/echo/%ff",
  "/v1//echo",
  "/docs",
];

const contentTypes = [
  "application/json",
  "application/proto",
  "application/connect+json",
  "application/connect+proto",
  "application/grpc",
  "application/grpc+json",
  "application/grpc+proto",
  "application/grpc-web",
  "application/grpc-web+json",
  "application/grpc-web-text",
  "application/grpc-web-text+proto",
  "application/json; charset=utf-16",
  "multipart/form-data",
  "",
];

const codings = ["identity", "gzip", "br", "deflate", "gzip, br", "zstd", "\u00ff", ""];

const message = Buffer.from([0x0a, 2, 0x68, 0x69]);
const json = Buffer.from('{"message":"hi"}');

/** Bodies of every protocol, whole and broken. */
const body: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    fc.constantFrom(
      Buffer.alloc(0),
      message,
      json,
      encodeFrame(message),
      encodeFrame(json),
      encodeFrame(gzipSync(message), 1),
      encodeFrame(message, 1),
      encodeFrame(message, 0x80),
      encodeFrame(message, 2),
      encodeFrame(Buffer.from("{}"), 2),
      encodeFrame(Buffer.from("grpc-status: 0\r\n"), 0x80),
      Buffer.from([0, 0xff, 0xff, 0xff, 0xff, 1]),
      Buffer.from(encodeFrame(message).toString("base64")),
      Buffer.from("=a==\r\n*&^"),
      gzipSync(json),
      gzipSync(Buffer.alloc(1_000_000)),
      deflateRawSync(json),
      Buffer.from("[".repeat(20_000)),
      Buffer.from(`{"message":${"1".repeat(5_000)}}`),
      Buffer.alloc(20_000, 0x0b),
      Buffer.from('{"__proto__":{"a":1},"message":"\\ud800"}'),
    ),
    fc.nat(3),
    fc.nat(),
    fc.nat(255),
  )
  .map(([bytes, damage, at, value]) => damaged(bytes, damage, at, value));

/** Nothing, a byte changed, the end cut off, or everything twice. */
function damaged(bytes: Buffer, damage: number, at: number, value: number): Buffer {
  if (damage === 1) return Buffer.from(bytes.map((byte, index) => (index === at % bytes.length ? value : byte)));
  if (damage === 2) return bytes.subarray(0, at % (bytes.length + 1));
  return damage === 3 ? Buffer.concat([bytes, bytes]) : bytes;
}

/** A request of whatever protocol, with headers that may lie. */
export interface Attack {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const oddText = fc.constantFrom(
  "",
  "x",
  "-1",
  "0",
  "1S",
  "99999999S",
  "999999999999",
  "1e3",
  "NaN",
  "\u00e9",
  "a,b",
  "__proto__",
);

const oddHeader = fc.oneof(
  ...Object.entries({
    "content-encoding": fc.constantFrom(...codings),
    "grpc-encoding": fc.constantFrom(...codings),
    "grpc-accept-encoding": fc.constantFrom(...codings),
    "connect-content-encoding": fc.constantFrom(...codings),
    "connect-protocol-version": oddText,
    "connect-timeout-ms": oddText,
    "grpc-timeout": oddText,
    "request-timeout": oddText,
    authorization: fc.constantFrom("Bearer good", "Bearer ", "bearer a,b", "Basic x", "\u00e9"),
    "grpc-status-details-bin": oddText,
    "x-bad-bin": fc.constantFrom("***", "AAAA", "A"),
    "x-request-id": oddText,
    traceparent: oddText,
    accept: fc.constantFrom("*/*", "text/event-stream", ";;;", "a/b;q=x"),
    "accept-encoding": fc.constantFrom("gzip", "br;q=2", ",,,", "identity;q=0"),
    origin: fc.constantFrom("null", "https://a", "\u00e9"),
    expect: fc.constantFrom("100-continue", "a miracle"),
    "x-forwarded-client-cert": fc.constant("URI=spiffe://ultramarket/sa/admin"),
  }).map(([name, value]) => value.map((text) => [name, text] as const)),
);

const headers = fc
  .tuple(fc.constantFrom(...contentTypes), fc.array(oddHeader, { maxLength: 3 }))
  .map(([type, odd]) => ({ "content-type": type, te: "trailers", ...Object.fromEntries(odd) }));

const query = fc.oneof(
  fc.constant(""),
  fc.constantFrom(
    "?connect=v1&encoding=json&message=%7B%22message%22%3A%22a%22%7D",
    "?connect=v1&encoding=proto&base64=1&message=***",
    "?connect=v2&encoding=json&message=%7B%7D",
    "?encoding=json&message=%ff&compression=gzip",
    "?connect=v1&encoding=proto&compression=gzip&base64=1&message=AAAA",
    "?connect=v1&encoding=__proto__&message=",
    "?message=%",
    "?a.b.c=1&a=2&__proto__=3",
    `?${"a=1&".repeat(500)}`,
    "?count=99999999999999999999",
  ),
);

/** Requests that HTTP itself has nothing to object to. */
export const attack: fc.Arbitrary<Attack> = fc.record({
  method: fc.oneof(
    { weight: 6, arbitrary: fc.constant("POST") },
    { weight: 3, arbitrary: fc.constant("GET") },
    { weight: 1, arbitrary: fc.constantFrom("PUT", "OPTIONS", "HEAD", "DELETE", "PATCH", "TRACE", "QUERY") },
  ),
  path: fc
    .tuple(
      fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...rpcPaths) },
        { weight: 1, arbitrary: fc.constantFrom(...ownPaths) },
        { weight: 3, arbitrary: fc.constantFrom(...restPaths) },
      ),
      query,
    )
    .map((parts) => parts.join("")),
  headers,
  body,
});

const head = (line: string, ...lines: readonly string[]) => `${[line, ...lines].join("\r\n")}\r\n\r\n`;

/** HTTP/1.1 as no client should speak it. */
const http1 = fc.constantFrom(
  head("GET / HTTP/1.1"),
  head("GET /v1/echo/a HTTP/1.1", "Host: a", "Host: b"),
  head("GET http://[::1 HTTP/1.1", "Host: a"),
  head("GET *  HTTP/1.1", "Host: a"),
  head("OPTIONS * HTTP/1.1", "Host: a"),
  head("CONNECT a:1 HTTP/1.1", "Host: a"),
  head("GET //a?b HTTP/1.1", "Host: a"),
  head("GET /v1/echo/a HTTP/9.9", "Host: a"),
  head("GET /v1/echo/a HTTP/1.1", "Host: \xff\xfe"),
  head(`POST ${service}/Echo HTTP/1.1`, "Host: a", "Content-Length: -1"),
  head(`POST ${service}/Echo HTTP/1.1`, "Host: a", "Content-Length: 5", "Transfer-Encoding: chunked"),
  head(`POST ${service}/Echo HTTP/1.1`, "Host: a", "Content-Length: 5", "Content-Length: 6"),
  `${head(`POST ${service}/Echo HTTP/1.1`, "Host: a", "Content-Type: application/grpc-web", "Transfer-Encoding: chunked")}fffffffff\r\n`,
  `${head("POST /v1/echo HTTP/1.1", "Host: a", "Content-Type: application/json", "Transfer-Encoding: chunked")}5\r\nabc`,
  `${head("POST /v1/echo HTTP/1.1", "Host: a", "Content-Type: application/json", "Transfer-Encoding: chunked")}0\r\nX: ${"y".repeat(9_000)}\r\n\r\n`,
  head("GET /v1/echo/a HTTP/1.1", "Host: a", "Upgrade: websocket", "Connection: Upgrade"),
  head(
    "GET /v1/echo/a HTTP/1.1",
    "Host: a",
    "Upgrade: h2c",
    "Connection: Upgrade, HTTP2-Settings",
    "HTTP2-Settings: AA",
  ),
  head("GET /v1/echo/a HTTP/1.1", "Host: a").repeat(50),
  "\r\n\r\n\r\n",
  "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
);

const requestFields = [
  [":method", "POST"],
  [":scheme", "http"],
  [":path", `${service}/Echo`],
  [":authority", "a"],
  ["content-type", "application/grpc"],
] as const;

const headerLists = fc.constantFrom(
  fields(...requestFields),
  fields(...requestFields.slice(0, 2)),
  fields(...requestFields, [":path", "/b"]),
  fields(...requestFields, ["te", "gzip"], ["connection", "close"]),
  fields([":method", "CONNECT"], [":authority", "a:1"]),
  fields([":method", "CONNECT"], [":protocol", "websocket"], [":scheme", "http"], [":path", "/"], [":authority", "a"]),
  fields([":method", "GET"], [":scheme", "http"], [":path", ""], [":authority", ""]),
  fields([":method", "GET"], [":scheme", "http"], [":path", "*"], [":authority", "a"]),
  fields([":method", "POST"], [":scheme", "http"], [":path", "/v1/echo"], ["content-length", "99"]),
  fields([":method", "POST"], [":scheme", "http"], [":path", "/v1/echo"], ["expect", "100-continue"]),
  fields([":status", "200"]),
  Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff]),
);

const http2 = fc
  .array(
    fc.oneof(
      fc
        .tuple(headerLists, fc.constantFrom(0, 1, 4, 5, 0x2d), fc.constantFrom(0, 1, 2, 3))
        .map(([list, flags, stream]) => frame(1, flags, stream, list)),
      fc
        .tuple(fc.nat(12), fc.nat(255), fc.constantFrom(0, 1, 3, 0x7fffffff), fc.uint8Array({ maxLength: 40 }))
        .map(([type, flags, stream, payload]) => frame(type, flags, stream, payload)),
      fc.constantFrom(
        frame(0, 1, 1, encodeFrame(message)),
        frame(0, 0, 1, Buffer.from([0, 0, 0, 9, 0])),
        frame(3, 0, 1, Buffer.from([0, 0, 0, 8])),
        frame(8, 0, 0, Buffer.from([0x7f, 0xff, 0xff, 0xff])),
        frame(4, 0, 0, Buffer.from([0, 4, 0xff, 0xff, 0xff, 0xff])),
        frame(9, 0, 1, Buffer.alloc(100)),
      ),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((frames) => Buffer.concat([preface, settings, ...frames]));

/** Bytes to send as they are. */
export const rawAttack: fc.Arbitrary<Buffer> = fc.oneof(
  http1.map((text) => Buffer.from(text, "latin1")),
  fc.tuple(http1, fc.nat(), fc.nat(255)).map(([text, at, value]) => damaged(Buffer.from(text, "latin1"), 1, at, value)),
  http2,
  fc.tuple(http2, fc.nat(), fc.nat(255)).map(([bytes, at, value]) => damaged(bytes, 1, 24 + (at % 200), value)),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
);
