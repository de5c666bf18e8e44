import { currentBackground, currentCall } from "#mesh/kernel";
import type { CallOptions, Channel } from "./channel.ts";
import type { MethodDefinition, RequestOf, ResponseOf, ServiceDefinition } from "./implement.ts";
import { ServedCall } from "./served-call.ts";
import { fromStatus, RpcError } from "./status.ts";

type Ask<M extends MethodDefinition> = M["requestStream"] extends true ? AsyncIterable<RequestOf<M>> : RequestOf<M>;

type Answer<M extends MethodDefinition> = M["responseStream"] extends true
  ? AsyncIterable<ResponseOf<M>>
  : Promise<ResponseOf<M>>;

/** A service as seen by its callers. */
export type Client<S extends ServiceDefinition> = {
  readonly [Name in keyof S]: (request: Ask<S[Name]>, options?: CallOptions) => Answer<S[Name]>;
};

type CallMethod = (request: unknown, options?: CallOptions) => unknown;

/**
 * A typed client of a generated service. Deadline, signal, token, request id and trace context come from the call this
 * code runs for, unless given; detached work passes on its request id and trace context. Failures are DomainErrors as the server threw them.
 */
export function createClient<S extends ServiceDefinition>(definition: S, channel: Channel): Client<S> {
  const methods = Object.entries(definition).map(([name, method]) => [name, caller(method, channel)] as const);
  return Object.fromEntries(methods) as unknown as Client<S>;
}

function caller(method: MethodDefinition, channel: Channel): CallMethod {
  const codec: Codec = {
    encode: method.requestSerialize as (request: unknown) => Uint8Array,
    decode: method.responseDeserialize as (bytes: Uint8Array) => unknown,
  };
  if (!method.requestStream && !method.responseStream) {
    return (request, options) => callUnary(channel, method.path, codec, request, inherit(options));
  }
  return (request, options) => {
    const requests = method.requestStream ? (request as AsyncIterable<unknown>) : one(request);
    const responses = callStream(channel, method.path, codec, requests, inherit(options));
    return method.responseStream ? responses : only(responses);
  };
}

interface Codec {
  readonly encode: (request: unknown) => Uint8Array;
  readonly decode: (bytes: Uint8Array) => unknown;
}

async function callUnary(
  channel: Channel,
  path: string,
  { encode, decode }: Codec,
  request: unknown,
  options: CallOptions,
) {
  try {
    return decode(await channel.unary(path, encode(request), options));
  } catch (error) {
    throw translated(error);
  }
}

async function* callStream(
  channel: Channel,
  path: string,
  { encode, decode }: Codec,
  requests: AsyncIterable<unknown>,
  options: CallOptions,
) {
  const sent = encodeAll(requests, encode);
  try {
    for await (const bytes of channel.stream(path, sent.messages, options)) yield decode(bytes);
  } catch (error) {
    throw sent.failure() ?? translated(error);
  }
}

/** The requests as bytes; remembers why they broke off, which says more than what became of the call. */
function encodeAll(requests: AsyncIterable<unknown>, encode: (request: unknown) => Uint8Array) {
  let failure: unknown;
  async function* messages() {
    try {
      for await (const request of requests) yield encode(request);
    } catch (error) {
      failure = error;
      throw error;
    }
  }
  return { messages: messages(), failure: () => failure };
}

async function* one(request: unknown) {
  yield request;
}

async function only(responses: AsyncIterable<unknown>): Promise<unknown> {
  let answer: unknown;
  for await (const response of responses) answer = response;
  return answer;
}

function translated(error: unknown): unknown {
  return error instanceof RpcError ? fromStatus(error) : error;
}

function inherit(given: CallOptions | undefined): CallOptions {
  const call = currentCall();
  if (call === undefined) return { ...inheritFromBackground(), ...given };
  const { deadline, signal, requestId, traceparent, caller } = call;
  const inherited: CallOptions = {
    deadline,
    signal,
    token: caller.token,
    requestId,
    traceparent: traceparent === "" ? undefined : traceparent,
    tracestate: call instanceof ServedCall ? call.tracestate : undefined,
    baggage: call instanceof ServedCall ? call.baggage : undefined,
  };
  if (given === undefined) return inherited;
  return { ...inherited, ...given, deadline: Math.min(given.deadline ?? deadline, deadline) };
}

function inheritFromBackground(): CallOptions {
  const { requestId, traceparent } = currentBackground() ?? {};
  return { ...(requestId ? { requestId } : {}), ...(traceparent ? { traceparent } : {}) };
}
