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
import type { Method, TakeAnswered } from "#mesh/rpc";
import { collectAnswered, type HeaderRules } from "./carry-headers.ts";
import { takeTimeout } from "./client-timeout.ts";
import { acceptCompression, compressMinBytes } from "./compression.ts";
import { toConnectError } from "./connect-error.ts";
import { type EdgeCall, type EdgeContext, edgeCall } from "./edge-call.ts";
import type { CloseError } from "./edge-error.ts";
import type { Invoke } from "./invoke.ts";
import { refusingUnreadable } from "./serve-readable.ts";

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
  readonly closeError: CloseError;
  readonly limits: MessageLimits;
  /** Default: no headers but the edge's own travel. */
  readonly headerRules?: HeaderRules | undefined;
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
  visitor: { address: "", setHeader: () => undefined },
};
const contextKey = createContextKey(noContext, { description: "what the request brought along" });

/** Gives a request what its handler needs to call on. Takes the client's timeout out of the headers. */
export function withContext(request: UniversalServerRequest, context: EdgeContext): UniversalServerRequest {
  const timeoutMs = takeTimeout(request.header);
  return { ...request, contextValues: createContextValues().set(contextKey, { ...context, timeoutMs }) };
}

/** A handler for each RPC, by path, that speaks Connect, gRPC-web and gRPC. */
export function createConnectHandlers(options: ConnectHandlersOptions): ReadonlyMap<string, UniversalHandler> {
  const { methods, registry, limits, own } = options;
  const router = createConnectRouter({
    readMaxBytes: limits.readBytes,
    // Counted in bytes of Protobuf already (limit-answers.ts); the same answer is longer in JSON.
    writeMaxBytes: limits.writeBytes * 16,
    maxTimeoutMs: Number.MAX_SAFE_INTEGER,
    acceptCompression: [...acceptCompression],
    compressMinBytes,
    jsonOptions: { registry, ignoreUnknownFields: true },
    interceptors: [refusingUnreadable],
  });
  for (const method of methods) register(router, method, options);
  own(router);
  return new Map(router.handlers.map((handler) => [handler.requestPath, handler]));
}

type Registering = Pick<ConnectHandlersOptions, "invoke" | "closeError" | "headerRules">;

function register(router: ConnectRouter, method: Method, { invoke, closeError, headerRules }: Registering): void {
  const { desc } = method;
  const told = (error: unknown, call: EdgeCall) => toConnectError(closeError(error, call.requestId));
  const callOf = (context: HandlerContext): EdgeCall => {
    const edge = context.values.get(contextKey);
    const call = edgeCall(edge, method, edge.timeoutMs, context.signal);
    return headerRules === undefined ? call : { ...call, answered: answeredTo(context, headerRules) };
  };
  const unary = async (request: Message, call: EdgeCall): Promise<Message> => {
    try {
      return fromBinary(desc.output, await invoke.unary(method, toBinary(desc.input, request), call));
    } catch (error) {
      throw told(error, call);
    }
  };
  const stream = async function* (requests: AsyncIterable<Message>, call: EdgeCall) {
    try {
      const answers = invoke.stream(method, encoded(desc.input, requests), call);
      for await (const answer of answers) yield fromBinary(desc.output, answer);
    } catch (error) {
      throw told(error, call);
    }
  };
  switch (desc.methodKind) {
    case "unary":
      router.rpc(desc as DescMethodUnary, (request, context) => unary(request, callOf(context)));
      return;
    case "client_streaming":
      router.rpc(desc as DescMethodClientStreaming, (requests, context) => only(stream(requests, callOf(context))));
      return;
    case "server_streaming":
      router.rpc(desc as DescMethodServerStreaming, (request, context) => stream(one(request), callOf(context)));
      return;
    case "bidi_streaming":
      router.rpc(desc as DescMethodBiDiStreaming, (requests, context) => stream(requests, callOf(context)));
  }
}

/** Passes on at once what the answer brings along. */
function answeredTo({ responseHeader, responseTrailer }: HandlerContext, rules: HeaderRules): TakeAnswered {
  return (part, carried) => {
    const { take, headers, trailers } = collectAnswered(rules);
    take(part, carried);
    for (const [name, value] of headers) responseHeader.append(name, value);
    for (const [name, value] of trailers) responseTrailer.append(name, value);
  };
}

async function* encoded(desc: DescMessage, messages: AsyncIterable<Message>): AsyncGenerator<Uint8Array, void> {
  for await (const message of messages) yield toBinary(desc, message);
}

/** The one answer of a method that streams its requests only, once its status and trailers are known. */
async function only<T>(answers: AsyncIterable<T>): Promise<T> {
  const all: T[] = [];
  for await (const answer of answers) all.push(answer);
  const [first] = all;
  if (first !== undefined && all.length === 1) return first;
  throw new ConnectError(`the service gave ${all.length} answers instead of one`, Code.Unimplemented);
}

async function* one<T>(item: T): AsyncGenerator<T, void> {
  yield item;
}
