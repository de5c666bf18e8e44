import { request as request1 } from "node:http";
import { connect } from "node:http2";
import type { Readable } from "node:stream";
import type { JsonValue } from "@bufbuild/protobuf";
import { Code, StatusError } from "../mod.ts";
import { eventually } from "./eventually.ts";
import { type Respond, type Served, serve } from "./serve.ts";
import { get, post, send } from "./tables.ts";

let respond: Respond = () => ({});
let served: Served;
beforeAll(async () => {
  served = await serve({}, (call) => respond(call));
});
afterAll(() => served.close());

const refusal = new StatusError(Code.ABORTED, "stop");
const status = { code: 10, message: "stop", details: [] };
const streaming = (items: readonly JsonValue[], error?: unknown) => {
  respond = async function* () {
    yield* items;
    if (error !== undefined) throw error;
  };
};
const numbers = [{ number: 1 }, {}, { number: "9007199254740993" }];
const watch = (accept?: string) => ({ ...get("/v1/watch/n"), headers: accept === undefined ? {} : { accept } });

describe("formats by Accept", () => {
  const one = '{"number":"1"}';
  const zero = '{"number":"0"}';
  const big = '{"number":"9007199254740993"}';
  const formats: Record<string, readonly [full: string, empty: string, broken: string]> = {
    "application/json": [`[${one},${zero},${big}]`, "[]", `[${one},{"error":${JSON.stringify(status)}}]`],
    "application/x-ndjson": [
      `{"result":${one}}\n{"result":${zero}}\n{"result":${big}}\n`,
      "",
      `{"result":${one}}\n{"error":${JSON.stringify(status)}}\n`,
    ],
    "text/event-stream": [
      `data: ${one}\n\ndata: ${zero}\n\ndata: ${big}\n\n`,
      "",
      `data: ${one}\n\nevent: error\ndata: {"error":${JSON.stringify(status)}}\n\n`,
    ],
  };
  for (const [type, [full, empty, broken]] of Object.entries(formats)) {
    test.each([1, 2] as const)(`${type} by HTTP/%d`, async (version) => {
      streaming(numbers);
      const whole = await served.send(version, watch(type));
      expect([whole.status, whole.headers["content-type"], whole.text]).toEqual([200, type, full]);
      expect([whole.headers.vary, whole.headers["cache-control"]]).toEqual(["accept", "no-store"]);
      streaming([]);
      const none = await served.send(version, watch(type));
      expect([none.status, none.headers["content-type"], none.text]).toEqual([200, type, empty]);
      streaming([{ number: 1 }], refusal);
      const ended = await served.send(version, watch(type));
      expect([ended.status, ended.text]).toEqual([200, broken]);
    });
  }

  test.each([
    [undefined, "application/json"],
    ["", "application/json"],
    ["*/*", "application/json"],
    ["application/*", "application/json"],
    ["text/html, */*;q=0.8", "application/json"],
    ["text/*", "text/event-stream"],
    ["text/event-stream, */*", "text/event-stream"],
    ["application/json;q=0.5, application/x-ndjson", "application/x-ndjson"],
    ["application/json;q=0, */*", "application/x-ndjson"],
    ["Application/X-NDJSON; charset=utf-8", "application/x-ndjson"],
    ["application/json, text/event-stream", "application/json"],
  ])("Accept %s gives %s", async (accept, type) => {
    streaming(numbers);
    expect((await served.send(1, watch(accept))).headers["content-type"]).toBe(type);
  });

  test.each(["text/html", "application/json;q=0", "*/*;q=0", "application/xml, text/plain"])(
    "Accept %s gives 406",
    async (accept) => {
      expect((await served.send(2, watch(accept))).status).toBe(406);
    },
  );
});

test("an error before the first element is an error of its own", async () => {
  streaming([], refusal);
  for (const version of [1, 2] as const) {
    const { status: http, headers, text } = await served.send(version, watch("text/event-stream"));
    expect([http, headers["content-type"], JSON.parse(text)]).toEqual([409, "application/json", status]);
  }
});

test("an internal error after the first element is hidden and logged", async () => {
  served.logged.length = 0;
  streaming([{ number: 1 }], new TypeError("secret"));
  const [, { error }] = JSON.parse((await served.send(1, watch())).text);
  expect(error).toMatchObject({ code: 13, message: "the server failed; its log knows more" });
  expect(served.logged).toEqual([expect.any(TypeError)]);
});

test("response_body applies to each element", async () => {
  streaming(numbers);
  const { text } = await served.send(1, get("/v1/watch/n:numbers"));
  expect(text).toBe('["1","0","9007199254740993"]');
});

test("a stream may start by POST", async () => {
  streaming(numbers);
  served.calls.length = 0;
  expect((await served.send(1, post("/v1/watch", '{"name":"x"}'))).status).toBe(200);
  expect(served.calls).toMatchObject([{ rpc: "Watch", request: { name: "x" } }]);
});

test("HEAD of a stream ends it after the first element", async () => {
  let isClosed = false;
  respond = async function* () {
    try {
      for (;;) yield { number: 1 };
    } finally {
      isClosed = true;
    }
  };
  const { status: http, headers, text } = await served.send(1, send("HEAD", "/v1/watch/n"));
  expect([http, headers["content-type"], text]).toEqual([200, "application/json", ""]);
  expect(isClosed).toBe(true);
});

describe("a stream of HttpBody", () => {
  test("is the bytes under the first content type", async () => {
    streaming([{ contentType: "text/csv", data: "YSxi" }, { data: "CmM=" }, {}]);
    for (const version of [1, 2] as const) {
      const { headers, text } = await served.send(version, get("/v1/download/n"));
      expect([headers["content-type"], text]).toEqual(["text/csv", "a,b\nc"]);
    }
    streaming([]);
    expect((await served.send(1, get("/v1/download/n"))).text).toBe("");
    streaming([{ contentType: "text/csv", data: "YSxi" }]);
    expect((await served.send(1, send("HEAD", "/v1/download/n"))).headers["content-type"]).toBe("text/csv");
  });

  test("breaks off at an error after the first part, so that nobody takes it for whole", async () => {
    streaming([{ data: "YSxi" }], refusal);
    await expect(served.send(1, get("/v1/download/n"))).rejects.toThrow();
    await expect(served.send(2, get("/v1/download/n"))).rejects.toThrow();
    streaming([], refusal);
    expect((await served.send(1, get("/v1/download/n"))).status).toBe(409);
  });
});

test.each([1, 2] as const)("a slow reader holds the upstream back, by HTTP/%d", async (version) => {
  let made = 0;
  respond = async function* () {
    for (; made < 400; made++) yield { contentType: "text/plain", data: "x".repeat(65_536) };
  };
  const reader = await (version === 1 ? read1("/v1/download/n") : read2("/v1/download/n"));
  let before = -1;
  await eventually(() => {
    const stands = made > 0 && made === before;
    before = made;
    return stands;
  });
  const ended = new Promise((resolve) => reader.on("end", resolve));
  reader.resume();
  await ended;
  reader.destroy();
  expect(before).toBeLessThan(400);
  expect(made).toBe(400);
});

const read1 = (path: string) =>
  new Promise<Readable>((resolve, reject) => {
    request1({ port: served.port1, path, agent: false }, resolve).on("error", reject).end();
  });

async function read2(path: string): Promise<Readable> {
  const session = connect(`http://127.0.0.1:${served.port2}`);
  const stream = session.request({ ":path": path }).on("close", () => session.destroy());
  await new Promise((resolve) => stream.on("response", resolve));
  return stream;
}

describe("when the client goes away", () => {
  const leave1 = (path: string, after: Promise<void>) => {
    const request = request1({ port: served.port1, path, agent: false }).on("error", () => undefined);
    request.on("response", (response) => response.on("error", () => undefined).resume()).end();
    return after.then(() => request.destroy());
  };
  const leave2 = async (path: string, after: Promise<void>) => {
    const session = connect(`http://127.0.0.1:${served.port2}`);
    const stream = session.request({ ":path": path }).on("error", () => undefined);
    await after;
    stream.close();
    return session;
  };

  test.each([
    ["HTTP/1.1", "unary", "/v1/books/b", leave1],
    ["HTTP/2", "unary", "/v1/books/b", leave2],
    ["HTTP/1.1", "stream", "/v1/watch/n", leave1],
    ["HTTP/2", "stream", "/v1/watch/n", leave2],
  ] as const)("the signal of the call fires: %s, %s", async (_, kind, path, leave) => {
    const called = Promise.withResolvers<void>();
    const cancelled = Promise.withResolvers<unknown>();
    const hang = ({ context: { signal } }: Parameters<Respond>[0]) => {
      signal.addEventListener("abort", () => cancelled.resolve(signal.reason));
      called.resolve();
      return new Promise<never>(() => undefined);
    };
    respond =
      kind === "unary"
        ? hang
        : async function* (call) {
            yield { number: 1 };
            await hang(call);
          };
    const session = await leave(path, called.promise);
    expect(await cancelled.promise).toMatchObject({ code: Code.CANCELLED });
    if (session !== undefined && "destroy" in session) session.destroy();
  });
});
