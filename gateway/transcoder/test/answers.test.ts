import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { create, type JsonValue } from "@bufbuild/protobuf";
import { AnySchema, anyPack, DurationSchema } from "@bufbuild/protobuf/wkt";
import { ErrorInfoSchema } from "#gen/es/google/rpc/error_details_pb.js";
import { Code, StatusError } from "../mod.ts";
import { type Respond, type Served, serve } from "./serve.ts";
import { get, post, send } from "./tables.ts";

let respond: Respond = () => ({});
let served: Served;
beforeAll(async () => {
  served = await serve({}, (call) => respond(call));
});
afterAll(() => served.close());

const answering = (json: JsonValue) => {
  respond = () => json;
};
const failing = (error: unknown) => {
  respond = () => {
    throw error;
  };
};

describe("an answer is proto3 JSON with its defaults", () => {
  test.each<[string, JsonValue, JsonValue]>([
    ["/v1/books/b", {}, { bookId: "", title: "", keywords: [], labels: {}, pageCount: "0" }],
    [
      "/v1/books/b",
      { pageCount: "9007199254740993", author: {} },
      { pageCount: "9007199254740993", author: { authorId: "", fullName: "" } },
    ],
    [
      "/v1/probe",
      { color: 77, colors: [1], doubleValue: "NaN", bytesValue: "+/8=" },
      { color: 77, colors: ["COLOR_RED"], doubleValue: "NaN", bytesValue: "+/8=" },
    ],
    [
      "/v1/probe",
      { timestamp: "2024-02-29T12:00:00Z", duration: "1.5s", mask: "a.bC" },
      { timestamp: "2024-02-29T12:00:00Z", duration: "1.500s", mask: "a.bC" },
    ],
    [
      "/v1/probe",
      { any: { "@type": "type.googleapis.com/transcoder.test.v1.Author" } },
      { any: { "@type": "type.googleapis.com/transcoder.test.v1.Author", authorId: "", fullName: "" } },
    ],
    ["/v1/books:whole", { books: [{ title: "x" }] }, { books: [{ title: "x" }], nextPageToken: "" }],
  ])("of GET %s: %j", async (path, json, expected) => {
    answering(json);
    for (const version of [1, 2] as const) {
      const { status, headers, text } = await served.send(version, get(path));
      expect([status, headers["content-type"], headers["content-length"]]).toEqual([
        200,
        "application/json",
        `${Buffer.byteLength(text)}`,
      ]);
      expect(JSON.parse(text)).toMatchObject(expected as object);
    }
  });
});

describe("response_body", () => {
  test.each<[string, JsonValue, JsonValue]>([
    ["/v1/out/tags", { tags: ["a"] }, ["a"]],
    ["/v1/out/tags", {}, []],
    ["/v1/out/child", { child: { size: 1, left: "" } }, { name: "", size: 1, left: "" }],
    ["/v1/out/child", {}, null],
    ["/v1/out/labels", {}, {}],
    ["/v1/out/string", {}, ""],
    ["/v1/out/int64", {}, "0"],
    ["/v1/out/bytes", {}, ""],
    ["/v1/out/maybe", {}, 0],
    ["/v1/out/maybe", { maybe: 5 }, 5],
    ["/v1/out/choice", { choiceName: "x" }, 0],
    ["/v1/out/kind", {}, "COLOR_UNSPECIFIED"],
    ["/v1/out/nothing", {}, null],
    ["/v1/out/big", {}, "0"],
    ["/v1/out/raw", {}, ""],
    ["/v1/books", { books: [], nextPageToken: "t" }, []],
  ])("of GET %s for %j is %j", async (path, json, expected) => {
    answering(json);
    expect(JSON.parse((await served.send(1, get(path))).text)).toEqual(expected);
  });
});

describe("HttpBody", () => {
  test.each([
    ["/v1/files/f", { contentType: "image/png", data: "AP8B" }, "image/png", "00ff01"],
    ["/v1/files/f", { data: "AP8B" }, "application/octet-stream", "00ff01"],
    ["/v1/files/f", {}, "application/octet-stream", ""],
  ])("of GET %s for %j passes as %s", async (path, json, type, hex) => {
    answering(json);
    const { status, headers, bytes } = await served.send(2, get(path));
    expect([status, headers["content-type"], bytes.toString("hex")]).toEqual([200, type, hex]);
  });

  test("as response_body passes too", async () => {
    answering({ copy: { contentType: "text/plain", data: "AP8B" } });
    const { headers, bytes } = await served.send(1, post("/v1/raw", "x"));
    expect([headers["content-type"], bytes.toString("hex")]).toEqual(["text/plain", "00ff01"]);
  });

  test("with a content type that is no header is an internal error", async () => {
    answering({ contentType: "a\r\nx: y" });
    expect((await served.send(1, get("/v1/files/f"))).status).toBe(500);
  });
});

describe("HEAD follows GET", () => {
  test.each([1, 2] as const)("by HTTP/%d", async (version) => {
    answering({ title: "x" });
    const { headers: expected } = await served.send(version, get("/v1/books/b"));
    const { status, headers, text } = await served.send(version, send("HEAD", "/v1/books/b"));
    expect([status, text, headers["content-length"]]).toEqual([200, "", expected["content-length"]]);
    failing(new StatusError(Code.NOT_FOUND, "no"));
    const failed = await served.send(version, send("HEAD", "/v1/books/b"));
    expect([failed.status, failed.text]).toEqual([404, ""]);
  });

  test("and stands in Allow", async () => {
    expect((await served.send(1, post("/v1/books/b"))).headers.allow).toBe("DELETE, GET, HEAD, PATCH, PUT");
    expect((await served.send(2, get("/v1/books/b:archive"))).headers.allow).toBe("POST");
    expect((await served.send(2, send("PUT", "/v1/order/only-post"))).headers.allow).toBe("GET, HEAD, POST");
  });
});

describe("large answers are compressed when accepted", () => {
  const large = { title: "x".repeat(5_000) };
  const codings = async (accept: string | undefined, json: JsonValue = large) => {
    answering(json);
    const headers = accept === undefined ? {} : { "accept-encoding": accept };
    const received = await served.send(1, { ...get("/v1/books/b"), headers });
    return received;
  };
  test.each([
    ["br", "br"],
    ["gzip", "gzip"],
    ["gzip, br", "br"],
    ["gzip, br;q=0.5", "gzip"],
    ["GZIP", "gzip"],
    ["*", "br"],
    ["*, br;q=0", "gzip"],
    ["deflate", undefined],
    ["gzip;q=0", undefined],
    ["gzip;q=0.5, identity", undefined],
    ["gzip;q=nonsense", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("%s gives %s", async (accept, coding) => {
    const { headers, bytes } = await codings(accept);
    expect([headers["content-encoding"], headers.vary]).toEqual([coding, "accept-encoding"]);
    const plain = coding === "br" ? brotliDecompressSync(bytes) : coding === "gzip" ? gunzipSync(bytes) : bytes;
    expect(JSON.parse(plain.toString())).toMatchObject(large);
    expect(headers["content-length"]).toBe(`${bytes.length}`);
  });

  test("small ones are not", async () => {
    expect((await codings("gzip", { title: "x" })).headers).not.toHaveProperty("content-encoding");
  });

  test("images are not", async () => {
    answering({ contentType: "image/png", data: Buffer.alloc(5_000).toString("base64") });
    const { headers, bytes } = await served.send(1, { ...get("/v1/files/f"), headers: { "accept-encoding": "gzip" } });
    expect([headers["content-encoding"], bytes.length]).toEqual([undefined, 5_000]);
  });

  test("errors are", async () => {
    failing(new StatusError(Code.NOT_FOUND, "x".repeat(5_000)));
    const { status, bytes } = await served.send(2, { ...get("/v1/books/b"), headers: { "accept-encoding": "gzip" } });
    expect([status, JSON.parse(gunzipSync(bytes).toString()).code]).toEqual([404, 5]);
  });
});

describe("errors are google.rpc.Status", () => {
  const sentence = "the server failed; its log knows more";
  test.each([
    ["CANCELLED", 499, "m"],
    ["UNKNOWN", 500, sentence],
    ["INVALID_ARGUMENT", 400, "m"],
    ["DEADLINE_EXCEEDED", 504, "m"],
    ["NOT_FOUND", 404, "m"],
    ["ALREADY_EXISTS", 409, "m"],
    ["PERMISSION_DENIED", 403, "m"],
    ["RESOURCE_EXHAUSTED", 429, "m"],
    ["FAILED_PRECONDITION", 400, "m"],
    ["ABORTED", 409, "m"],
    ["OUT_OF_RANGE", 400, "m"],
    ["UNIMPLEMENTED", 501, "m"],
    ["INTERNAL", 500, sentence],
    ["UNAVAILABLE", 503, "m"],
    ["DATA_LOSS", 500, sentence],
    ["UNAUTHENTICATED", 401, "m"],
  ] as const)("%s is %d", async (name, status, message) => {
    failing({ code: Code[name], message: "m" });
    for (const version of [1, 2] as const) {
      const received = await served.send(version, get("/v1/books/b"));
      expect(received.status).toBe(status);
      expect(JSON.parse(received.text)).toMatchObject({ code: Code[name], message, details: expect.any(Array) });
      expect(received.headers["www-authenticate"]).toBe(status === 401 ? "Bearer" : undefined);
    }
  });

  test("details of known types are JSON, others are dropped", async () => {
    const info = create(ErrorInfoSchema, { reason: "GONE", domain: "test", metadata: { a: "b" } });
    const unknown = create(AnySchema, { typeUrl: "type.googleapis.com/unknown.Type", value: new Uint8Array([1]) });
    const damaged = create(AnySchema, {
      typeUrl: "type.googleapis.com/google.rpc.ErrorInfo",
      value: new Uint8Array([9]),
    });
    const own = create(AnySchema, {
      typeUrl: "type.googleapis.com/transcoder.test.v1.Author",
      value: new Uint8Array(),
    });
    const details = [
      unknown,
      anyPack(ErrorInfoSchema, info),
      damaged,
      own,
      anyPack(DurationSchema, create(DurationSchema)),
    ];
    failing(new StatusError(Code.NOT_FOUND, "gone", { details }));
    expect(JSON.parse((await served.send(1, get("/v1/books/b"))).text)).toEqual({
      code: 5,
      message: "gone",
      details: [
        { "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "GONE", domain: "test", metadata: { a: "b" } },
        { "@type": "type.googleapis.com/transcoder.test.v1.Author", authorId: "", fullName: "" },
        { "@type": "type.googleapis.com/google.protobuf.Duration", value: "0s" },
      ],
    });
  });

  test.each([
    ["a TypeError", new TypeError("secret")],
    [
      "INTERNAL",
      new StatusError(Code.INTERNAL, "secret", { details: [anyPack(DurationSchema, create(DurationSchema))] }),
    ],
    ["a code that is none", { code: 99, message: "secret" }],
    ["OK", { code: 0, message: "secret" }],
    ["a gRPC library's error", { code: 5, message: "secret", details: "secret" }],
    ["no object", "secret"],
    ["null", null],
  ])("%s is hidden behind the id of its log entry", async (_, error) => {
    failing(error);
    served.logged.length = 0;
    const { status, text } = await served.send(1, get("/v1/books/b"));
    expect(status).toBe(500);
    expect(JSON.parse(text)).toMatchObject({
      message: sentence,
      details: [{ "@type": "type.googleapis.com/google.rpc.RequestInfo", requestId: "log-1", servingData: "" }],
    });
    expect(text).not.toContain("secret");
    expect(served.logged).toEqual([error]);
  });

  test("an answer that is no message is internal", async () => {
    const upstream = { unary: async () => ({ message: new Uint8Array([255]) }), stream: async function* () {} };
    const broken = await serve({ upstream });
    const { status } = await broken.send(1, get("/v1/books/b"));
    await broken.close();
    expect([status, broken.logged]).toEqual([500, [expect.any(Error)]]);
  });

  test.each([
    [get("/v1/none"), 404, Code.NOT_FOUND],
    [post("/v1/books/b"), 405, Code.UNIMPLEMENTED],
    [{ ...get("/v1/watch/n"), headers: { accept: "text/html" } }, 406, Code.INVALID_ARGUMENT],
    [post("/v1/probe", "x", { "content-type": "text/plain" }), 415, Code.INVALID_ARGUMENT],
    [post("/v1/probe", "x".repeat(1024 * 1024 + 1)), 413, Code.RESOURCE_EXHAUSTED],
    [post("/v1/collect", "{}"), 501, Code.UNIMPLEMENTED],
    [post("/v1/converse", "{}"), 501, Code.UNIMPLEMENTED],
  ])("%j is %d with code %d", async (sent, status, code) => {
    const received = await served.send(1, sent);
    expect([received.status, JSON.parse(received.text).code]).toEqual([status, code]);
  });

  test("415 tells what is taken", async () => {
    const type = await served.send(1, post("/v1/probe", "x", { "content-type": "text/plain" }));
    expect(type.headers.accept).toBe("application/json");
    const coding = await served.send(1, { ...post("/v1/probe", "x"), headers: { "content-encoding": "zstd" } });
    expect(coding.headers["accept-encoding"]).toBe("gzip, br, identity");
  });
});
