import {
  type DescMessage,
  type DescMethodBiDiStreaming,
  type DescMethodClientStreaming,
  type DescMethodServerStreaming,
  type DescMethodUnary,
  fromBinary,
  type Message,
  type Registry,
  toBinary,
} from "@bufbuild/protobuf";
import {
  Code,
  ConnectError,
  type ConnectRouter,
  createConnectRouter,
  createContextKey,
  createContextValues,
  type HandlerContext,
} from "@connectrpc/connect";
import type { UniversalHandler, UniversalServerRequest } from "@connectrpc/connect/protocol";
import { compressionBrotli, compressionGzip } from "@connectrpc/connect-node";
import type { Method } from "#mesh/rpc";
import { takeTimeout } from "./client-timeout.ts";
import { toConnectError } from "./connect-error.ts";
import { type EdgeCall, type EdgeContext, edgeCall } from "./edge-call.ts";
import { EdgeError } from "./edge-error.ts";
import type { Invoke } from "./invoke.ts";

/** Bounds of one message, in bytes after decompression. */
export interface MessageLimits {
  readonly readBytes: number;
  readonly writeBytes: number;
}

export interface ConnectHandlersOptions {
  readonly methods: readonly Method[];
  /** Resolves google.protobuf.Any in JSON. */
  readonly registry: Registry;
  readonly invoke: Invoke;
  readonly limits: MessageLimits;
  /** Services that the gateway answers itself. */
  readonly own: (router: ConnectRouter) => void;
}

const noContext: EdgeContext & { readonly timeoutMs?: number | undefined } = {
  requestId: "",
  token: undefined,
  traceparent: undefined,
  tracestate: undefined,
  baggage: undefined,
  arrived: 0,
};
const contextKey = createContextKey(noContext, { description: "what the request brought along" });

/** Gives a request what its handler needs to call on. Takes the client's timeout out of the headers. */
export function withContext(request: UniversalServerRequest, context: EdgeContext): UniversalServerRequest {
  const timeoutMs = takeTimeout(request.header);
  return { ...request, contextValues: createContextValues().set(contextKey, { ...context, timeoutMs }) };
}

/** A handler for each RPC, by path, that speaks Connect, gRPC-web and gRPC. */
export function createConnectHandlers(options: ConnectHandlersOptions): ReadonlyMap<string, UniversalHandler> {
  const { methods, registry, invoke, limits, own } = options;
  const router = createConnectRouter({
    readMaxBytes: limits.readBytes,
    writeMaxBytes: limits.writeBytes,
    maxTimeoutMs: Number.MAX_SAFE_INTEGER,
    acceptCompression: [compressionGzip, compressionBrotli],
    compressMinBytes: 1024,
    jsonOptions: { registry, ignoreUnknownFields: true },
  });
  for (const method of methods) register(router, method, invoke);
  own(router);
  return new Map(router.handlers.map((handler) => [handler.requestPath, handler]));
}

function register(router: ConnectRouter, method: Method, invoke: Invoke): void {
  const { desc } = method;
  const callOf = (context: HandlerContext): EdgeCall => {
    const edge = context.values.get(contextKey);
    return edgeCall(edge, method, edge.timeoutMs, context.signal);
  };
  switch (desc.methodKind) {
    case "unary":
      router.rpc(desc as DescMethodUnary, (request, context) => callUnary(method, request, callOf(context), invoke));
      return;
    case "client_streaming":
      router.rpc(desc as DescMethodClientStreaming, (requests, context) =>
        only(callStream(method, requests, callOf(context), invoke)),
      );
      return;
    case "server_streaming":
      router.rpc(desc as DescMethodServerStreaming, (request, context) =>
        callStream(method, one(request), callOf(context), invoke),
      );
      return;
    case "bidi_streaming":
      router.rpc(desc as DescMethodBiDiStreaming, (requests, context) =>
        callStream(method, requests, callOf(context), invoke),
      );
  }
}

async function callUnary(method: Method, request: Message, call: EdgeCall, invoke: Invoke): Promise<Message> {
  const { input, output } = method.desc;
  try {
    return fromBinary(output, await invoke.unary(method, toBinary(input, request), call));
  } catch (error) {
    throw error instanceof EdgeError ? toConnectError(error) : error;
  }
}

async function* callStream(method: Method, requests: AsyncIterable<Message>, call: EdgeCall, invoke: Invoke) {
  const { input, output } = method.desc;
  try {
    for await (const answer of invoke.stream(method, encoded(input, requests), call)) yield fromBinary(output, answer);
  } catch (error) {
    throw error instanceof EdgeError ? toConnectError(error) : error;
  }
}

async function* encoded(desc: DescMessage, messages: AsyncIterable<Message>): AsyncGenerator<Uint8Array, void> {
  for await (const message of messages) yield toBinary(desc, message);
}

/** The one answer of a method that streams its requests only. */
async function only<T>(answers: AsyncIterable<T>): Promise<T> {
  for await (const answer of answers) return answer;
  throw new ConnectError("the service gave no answer", Code.Unimplemented);
}

async function* one<T>(item: T): AsyncGenerator<T, void> {
  yield item;
}
