import type { DescMethod, DescMethodStreaming, DescMethodUnary, JsonValue, Message } from "@bufbuild/protobuf";
import type { Transport } from "@connectrpc/connect";
import type { FoundMethod } from "./find-method.ts";
import { messageJson } from "./message-json.ts";
import { addRequestKey } from "./request-key.ts";

export interface CallToMake extends FoundMethod {
  readonly transport: Transport;
  readonly headers: Headers;
  readonly timeoutMs: number | undefined;
  readonly requests: AsyncIterable<Message>;
  /** Answers after which a stream is given up. */
  readonly most: number;
  /** Is told the `request_id` that a keyed request was given. */
  readonly keyed: (requestId: string) => void;
}

/** Calls any kind of method; gives its answers as proto3 JSON. Failures are what the transport or a request throws. */
export async function* makeCall(call: CallToMake): AsyncGenerator<JsonValue, void> {
  const { method, registry, most } = call;
  const answers = isUnary(method) ? unary(method, call) : streamed(method as DescMethodStreaming, call);
  let count = 0;
  for await (const answer of answers) {
    yield messageJson(method.output, answer, registry);
    count += 1;
    if (count >= most) return;
  }
}

function isUnary(method: DescMethod): method is DescMethodUnary {
  return method.methodKind === "unary";
}

async function* unary(method: DescMethodUnary, call: CallToMake): AsyncGenerator<Message, void> {
  for await (const request of call.requests) {
    const requestId = addRequestKey(method, request);
    if (requestId !== undefined) call.keyed(requestId);
    const { message } = await call.transport.unary(method, undefined, call.timeoutMs, call.headers, request);
    yield message;
  }
}

async function* streamed(method: DescMethodStreaming, call: CallToMake): AsyncGenerator<Message, void> {
  const ended = new AbortController();
  const sent = remembering(call.requests);
  try {
    const { transport, timeoutMs, headers } = call;
    const { message } = await transport.stream(method, ended.signal, timeoutMs, headers, sent.messages);
    yield* message;
  } catch (error) {
    throw sent.failure() ?? error;
  } finally {
    ended.abort();
  }
}

/** The same messages; remembers why reading them failed, which says more than what it broke. */
function remembering(items: AsyncIterable<Message>) {
  let failure: unknown;
  async function* pass() {
    try {
      yield* items;
    } catch (error) {
      failure = error;
      throw error;
    }
  }
  return { messages: pass(), failure: () => failure };
}
