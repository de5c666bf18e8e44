import { createServer, request as request1 } from "node:http";
import { connect, createServer as createServer2 } from "node:http2";
import type { AddressInfo, Server } from "node:net";
import { type DescMethod, fromBinary, fromJson, type JsonValue, toBinary, toJson } from "@bufbuild/protobuf";
import { type CallContext, createTranscoder, type TranscoderOptions, type Upstream } from "../mod.ts";
import { methods, registry } from "./contract.ts";

/** A call that arrived upstream. */
export interface Call {
  readonly rpc: string;
  readonly request: JsonValue;
  readonly context: CallContext;
}

/** What a test upstream does: answers in JSON, several for streams, or throws. */
export type Respond = (call: Call) => JsonValue | Promise<JsonValue> | AsyncIterable<JsonValue>;

const options = { registry };

/** An upstream that notes each call and answers as `respond` says; without it, with the request where types agree. */
export function fakeUpstream(calls: Call[], respond?: Respond): Upstream {
  const call = (method: DescMethod, request: Uint8Array, context: CallContext) => {
    const json = toJson(method.input, fromBinary(method.input, request), options);
    const noted = { rpc: method.name, request: json, context };
    calls.push(noted);
    return respond === undefined ? (method.input === method.output ? json : {}) : respond(noted);
  };
  const encode = (method: DescMethod, json: JsonValue) =>
    toBinary(method.output, fromJson(method.output, json, options));
  return {
    async unary(method, request, context) {
      return { message: encode(method, (await call(method, request, context)) as JsonValue) };
    },
    async *stream(method, requests, context) {
      for await (const request of requests) {
        for await (const answer of call(method, request, context) as AsyncIterable<JsonValue>) {
          yield encode(method, answer);
        }
      }
    },
  };
}

export interface Sent {
  readonly method?: string;
  /** Goes out as it is. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  readonly text: string;
}

/** The transcoder behind real servers of both HTTP versions. */
export interface Served {
  readonly calls: Call[];
  readonly logged: unknown[];
  readonly port1: number;
  readonly port2: number;
  send(version: 1 | 2, sent: Sent): Promise<Received>;
  close(): Promise<void>;
}

export async function serve(overrides: Partial<TranscoderOptions> = {}, respond?: Respond): Promise<Served> {
  const calls: Call[] = [];
  const logged: unknown[] = [];
  const { handle } = createTranscoder({
    registry,
    methods,
    upstream: fakeUpstream(calls, respond),
    hidden: { log: (error) => `log-${logged.push(error)}` },
    ...overrides,
  });
  const server1 = createServer((request, response) => void handle(request, response));
  const server2 = createServer2((request, response) => void handle(request, response));
  const [port1, port2] = await Promise.all([listen(server1), listen(server2)]);
  const session = connect(`http://127.0.0.1:${port2}`);
  return {
    calls,
    logged,
    port1,
    port2,
    send: (version, sent) => (version === 1 ? send1(port1, sent) : send2(session, sent)),
    async close() {
      session.destroy();
      server1.closeAllConnections();
      await Promise.all([server1, server2].map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

function send1(port: number, { method = "GET", path, headers, body }: Sent): Promise<Received> {
  const isChunked = headers?.["transfer-encoding"] !== undefined;
  const length = body === undefined || isChunked ? {} : { "content-length": Buffer.byteLength(body) };
  const target = { port, host: "127.0.0.1", method, path, headers: { ...headers, ...length }, agent: false };
  return new Promise((resolve, reject) => {
    const request = request1(target, (response) => {
      collect(response).then((bytes) => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, text: bytes.toString() });
      }, reject);
    });
    request.on("error", reject).end(body);
  });
}

function send2(
  session: ReturnType<typeof connect>,
  { method = "GET", path, headers = {}, body }: Sent,
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const stream = session.request({ ":method": method, ":path": path, ...headers }, { endStream: body === undefined });
    stream.on("error", reject).on("response", (head) => {
      collect(stream).then((bytes) => {
        resolve({ status: head[":status"] ?? 0, headers: head, bytes, text: bytes.toString() });
      }, reject);
    });
    if (body !== undefined) stream.end(body);
  });
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
