import { envelope } from "../../../gateway/src/edge/unary/envelope.ts";
import type { Subject } from "../figures/measure-rounds.ts";
import type { Driver } from "../load/driver.ts";
import type { HttpRequest } from "../load/http-client.ts";
import type { ServeGateway } from "../programs/gateway.ts";
import type { PassOn } from "../programs/grpc-pass.ts";
import { type Message, overHttp, pathOf } from "../stage/messages.ts";
import type { Program } from "../stage/program.ts";
import type { Fixtures } from "./fixtures.ts";

/** Large answers come at these shares of the rate. */
const shares = { get: 1, list: 0.1, stream: 0.002 } as const;
type Kind = keyof typeof shares;

/** Starts a program of the bench by its name. */
export type StartProgram = (name: string) => Program;

/** Starts what is measured: the gateway over gRPC and in process, what is behind it, and the yardsticks. */
export async function edgeSubjects(
  start: StartProgram,
  fixtures: Fixtures,
  driver: Driver,
): Promise<readonly Subject[]> {
  const { answers, streams } = fixtures;
  const echo = start("http-echo");
  const empty = start("grpc-empty");
  const behind = start("grpc-empty");
  const pass = start("grpc-pass");
  const gateway = start("gateway");
  const inOne = start("gateway");
  const echoOrigin = await echo.ask<string>("serve", { ...answers, ...flattened(streams) });
  const emptyAddress = await empty.ask<string>("serve", { answers, streams });
  const upstream = await behind.ask<string>("serve", { answers, streams });
  const passAddress = await pass.ask<string>("serve", { upstream, paths: Object.keys(answers) } satisfies PassOn);
  const origin = await gateway.ask<string>("serve", { upstream } satisfies ServeGateway);
  const [get = new Uint8Array(), list = new Uint8Array()] = Object.values(answers);
  const inOneOrigin = await inOne.ask<string>("serve", { inProcess: { get, list } } satisfies ServeGateway);

  const http = (
    key: string,
    program: Program,
    origin: string,
    kind: Kind,
    from: readonly HttpRequest[],
    version: 1 | 2 = 2,
  ) => subject(key, program, kind, (requests) => driver.http({ origin, version, from, share: shares[kind] }, requests));
  const unary = (prefix: string, program: Program, origin: string, kind: "get" | "list") => {
    const message = fixtures[kind];
    return [
      http(`${prefix}/${kind}/grpc`, program, origin, kind, grpc(message)),
      http(`${prefix}/${kind}/connect`, program, origin, kind, overHttp.connect(message)),
      http(`${prefix}/${kind}/grpcWeb`, program, origin, kind, grpcWeb(message)),
      http(`${prefix}/${kind}/connectJson`, program, origin, kind, overHttp.connectJson(message)),
      http(`${prefix}/${kind}/connectGet`, program, origin, kind, connectGet(message)),
      http(`${prefix}/${kind}/rest`, program, origin, kind, overHttp.rest(message)),
    ];
  };
  const yardsticks = (kind: Kind, asked: HttpRequest, framed: HttpRequest) => [
    http(`a/${kind}`, echo, echoOrigin, kind, [asked]),
    http(`b/${kind}`, empty, `http://${emptyAddress}`, kind, [framed]),
  ];
  const { path, request } = fixtures.stream;
  const stream = (contentType: string): HttpRequest => posted(path, contentType, envelope(0, request));
  return [
    ...(["get", "list"] as const).flatMap((kind) =>
      yardsticks(kind, overHttp.connect(fixtures[kind])[0] as HttpRequest, grpc(fixtures[kind])[0] as HttpRequest),
    ),
    ...yardsticks("stream", posted(path, "application/proto", request), stream("application/grpc")),
    http("pass/get", pass, `http://${passAddress}`, "get", grpc(fixtures.get)),
    ...unary("gateway", gateway, origin, "get"),
    http("gateway/get/connect1", gateway, origin, "get", overHttp.connect(fixtures.get), 1),
    http("gateway/get/rest1", gateway, origin, "get", overHttp.rest(fixtures.get), 1),
    ...unary("gateway", gateway, origin, "list"),
    http("gateway/stream/grpc", gateway, origin, "stream", [stream("application/grpc")]),
    http("gateway/stream/connect", gateway, origin, "stream", [stream("application/connect+proto")]),
    http("gateway/stream/rest", gateway, origin, "stream", [restStream(fixtures)]),
    ...unary("one", inOne, inOneOrigin, "get"),
  ];
}

function subject(key: string, program: Program, kind: Kind, load: Subject["load"]): Subject {
  return { key, share: shares[kind], parts: { app: program.pid }, load };
}

/** What a stream sends, in one piece. */
function flattened(streams: Fixtures["streams"]): Record<string, Uint8Array> {
  const whole = ({ message, times }: { message: Uint8Array; times: number }) =>
    Buffer.concat(Array.from({ length: times }, () => envelope(0, message)));
  return Object.fromEntries(Object.entries(streams).map(([path, stream]) => [path, whole(stream)]));
}

function posted(path: string, contentType: string, body: Uint8Array): HttpRequest {
  return { method: "POST", path, headers: { "content-type": contentType, te: "trailers" }, body };
}

function grpc(message: Message): HttpRequest[] {
  return message.asked.map(({ bytes }) => posted(pathOf(message), "application/grpc", envelope(0, bytes)));
}

function grpcWeb(message: Message): HttpRequest[] {
  return message.asked.map(({ bytes }) => posted(pathOf(message), "application/grpc-web+proto", envelope(0, bytes)));
}

function connectGet(message: Message): HttpRequest[] {
  return message.asked.map(({ bytes }) => {
    const query = `connect=v1&encoding=proto&base64=1&message=${Buffer.from(bytes).toString("base64url")}`;
    return { method: "GET", path: `${pathOf(message)}?${query}`, headers: {} };
  });
}

function restStream({ streams }: Fixtures): HttpRequest {
  const [stream] = Object.values(streams);
  const path = `/v1/echo/price:repeat?count=${stream?.times ?? 0}`;
  return { method: "GET", path, headers: { accept: "application/x-ndjson" } };
}
