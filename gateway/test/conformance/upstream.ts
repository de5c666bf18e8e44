import { setTimeout as sleep } from "node:timers/promises";
import { create, type DescMessage, fromBinary, fromJson, type JsonObject, toBinary, toJson } from "@bufbuild/protobuf";
import { type Any, anyPack } from "@bufbuild/protobuf/wkt";
import { Metadata, Server, ServerCredentials, type ServerDuplexStream } from "@grpc/grpc-js";
import { StatusSchema } from "#gen/es/google/rpc/status_pb.js";
import type { Contracts, Method } from "#mesh/rpc";

const service = "connectrpc.conformance.v1";
/** The gateway gives every call a deadline; one as long as the contract's own was asked for by nobody. */
const longest = 86_400_000;
const asIs = (bytes: Buffer): Buffer => bytes;

type Call = ServerDuplexStream<Buffer, Buffer>;

interface HeaderJson {
  readonly name: string;
  readonly value?: readonly string[];
}

/** What a request asks its answer to be. */
interface Definition {
  readonly responseHeaders?: readonly HeaderJson[];
  readonly responseTrailers?: readonly HeaderJson[];
  readonly responseData?: string | readonly string[];
  readonly responseDelayMs?: number;
  readonly error?: JsonObject;
}

/** Serves the suite's service by grpc-js, as its descriptions say; answers the address. */
export async function serveConformance(contracts: Contracts): Promise<string> {
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  for (const method of contracts.methods.filter(({ desc }) => desc.name !== "Unimplemented")) {
    server.register(method.path, (call: Call) => void answer(call, method, contracts), asIs, asIs, "bidi");
  }
  const credentials = ServerCredentials.createInsecure();
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", credentials, (error, port) =>
      error === null ? resolve(`127.0.0.1:${port}`) : reject(error),
    );
  });
}

/** Every kind of method is a stream here: grpc-js' own unary calls are no different on the wire. */
async function answer(call: Call, method: Method, contracts: Contracts): Promise<void> {
  call.on("error", () => {});
  try {
    await converse(call, method, contracts);
    if (!call.destroyed) call.end();
  } catch (error) {
    call.emit("error", error);
  }
}

async function converse(call: Call, { desc }: Method, { registry }: Contracts): Promise<void> {
  const { input, output } = desc;
  let definition: Definition | undefined;
  let requests: JsonObject[] = [];
  let sent = 0;
  let isFullDuplex: boolean | undefined;
  const send = async (data: string | undefined) => {
    const isFirst = sent === 0;
    const isTold = isFirst || isFullDuplex === true;
    const info = isTold ? { requestInfo: infoOf(call, requests, isFirst) } : {};
    const payload = { ...(data === undefined ? {} : { data }), ...info };
    await sleep(definition?.responseDelayMs ?? 0);
    call.write(Buffer.from(toBinary(output, fromJson(output, { payload }, { registry }))));
    sent += 1;
  };
  for await (const bytes of call.iterator({ destroyOnReturn: false })) {
    const request = toJson(input, fromBinary(input, bytes), { registry }) as JsonObject;
    requests.push({ "@type": `type.googleapis.com/${input.typeName}`, ...request });
    if (definition === undefined && request.responseDefinition !== undefined) {
      definition = request.responseDefinition as Definition;
      if (request.fullDuplex === true) call.sendMetadata(metadataOf(definition.responseHeaders));
    }
    // Only the first request says so.
    isFullDuplex ??= request.fullDuplex === true;
    if (!isFullDuplex) continue;
    if (sent >= dataOf(definition).length) break;
    await send(dataOf(definition)[sent]);
    requests = [];
  }
  const isUnary = desc.methodKind === "unary" || desc.methodKind === "client_streaming";
  if (isFullDuplex !== true && definition !== undefined) call.sendMetadata(metadataOf(definition.responseHeaders));
  const trailers = metadataOf(definition?.responseTrailers);
  if (definition?.error !== undefined && isUnary) {
    await sleep(definition.responseDelayMs ?? 0);
    throw failure(definition.error, infoOf(call, requests, true), trailers, contractsOf(registry));
  }
  if (isUnary) await send(dataOf(definition)[0]);
  else for (const data of dataOf(definition).slice(sent)) await send(data);
  if (definition?.error !== undefined) {
    const info = sent === 0 ? infoOf(call, requests, true) : undefined;
    throw failure(definition.error, info, trailers, contractsOf(registry));
  }
  call.end(trailers);
}

interface Types {
  readonly error: DescMessage;
  readonly info: DescMessage;
  readonly registry: Contracts["registry"];
}

function contractsOf(registry: Contracts["registry"]): Types {
  const error = registry.getMessage(`${service}.Error`);
  const info = registry.getMessage(`${service}.ConformancePayload.RequestInfo`);
  if (error === undefined || info === undefined) throw new Error("the suite's descriptors lack its messages");
  return { error, info, registry };
}

/** A grpc-js error with google.rpc.Status; who got no answer finds what was asked among the details. */
function failure(told: JsonObject, info: JsonObject | undefined, trailers: Metadata, types: Types): Error {
  const { registry } = types;
  const read = fromJson(types.error, told, { registry }) as unknown as {
    code: number;
    message?: string;
    details: Any[];
  };
  const asked = info === undefined ? [] : [anyPack(types.info, fromJson(types.info, info, { registry }))];
  const status = create(StatusSchema, {
    code: read.code,
    message: read.message ?? "",
    details: [...read.details, ...asked],
  });
  trailers.set("grpc-status-details-bin", Buffer.from(toBinary(StatusSchema, status)));
  return Object.assign(new Error(status.message), { code: status.code, details: status.message, metadata: trailers });
}

function dataOf(definition: Definition | undefined): readonly string[] {
  const data = definition?.responseData ?? [];
  return typeof data === "string" ? [data] : data;
}

/** What was asked: headers and time left too, if nothing was answered before. */
function infoOf(call: Call, requests: readonly JsonObject[], isFirst: boolean): JsonObject {
  if (!isFirst) return { requests: [...requests] };
  const deadline = Number(call.getDeadline());
  const left =
    deadline - Date.now() < longest ? { timeoutMs: String(Math.max(0, Math.round(deadline - Date.now()))) } : {};
  const requestHeaders = Object.entries(call.metadata.toJSON()).map(([name, values]) => ({
    name,
    value: values.map((value) => (typeof value === "string" ? value : value.toString("base64").replace(/=+$/, ""))),
  }));
  return { requestHeaders, requests: [...requests], ...left };
}

function metadataOf(headers: readonly HeaderJson[] = []): Metadata {
  const metadata = new Metadata();
  for (const { name, value = [] } of headers) {
    for (const one of value) metadata.add(name, name.toLowerCase().endsWith("-bin") ? Buffer.from(one, "base64") : one);
  }
  return metadata;
}
