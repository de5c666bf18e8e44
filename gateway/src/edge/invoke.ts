import { ErrorInfoSchema } from "#gen/es/google/rpc/error_details_pb.js";
import { type CallOptions, type Channel, detail, type Method, type Observation, type RpcObserver } from "#mesh/rpc";
import type { Admit } from "./admit.ts";
import { type CallScope, openCallScope } from "./call-scope.ts";
import type { EdgeCall } from "./edge-call.ts";
import type { CloseError, EdgeError } from "./edge-error.ts";

/** Finds the way to a service by its full name, such as "ultramarket.product.v1.ProductService". */
export type ChannelFor = (service: string) => Channel;

/** Calls the services behind the edge with encoded messages, whatever the protocol in front. Failures are EdgeErrors. */
export interface Invoke {
  unary(method: Method, request: Uint8Array, call: EdgeCall): Promise<Uint8Array>;
  /** Any kind of method; one whose response is no stream gives one message. */
  stream(method: Method, requests: AsyncIterable<Uint8Array>, call: EdgeCall): AsyncIterable<Uint8Array>;
}

export interface InvokeOptions {
  readonly channelFor: ChannelFor;
  readonly admit: Admit;
  readonly closeError: CloseError;
  readonly observer: RpcObserver;
}

/** Passes calls on that are admitted, within its deadline and as long as its client stays. */
export function createInvoke({ channelFor, admit, closeError, observer }: InvokeOptions): Invoke {
  const begin = (method: Method, { visitor: _, browser: __, cookie: ___, ...call }: EdgeCall) => {
    const observation = endingOnce(observer.serving(method.path, { ...call, workload: "" }));
    const traceparent = observation.traceparent ?? call.traceparent;
    const scope = openCallScope(call);
    return { observation, scope, options: { ...call, traceparent, signal: scope.signal } };
  };
  return {
    async unary(method, request, call) {
      const { observation, scope, options } = begin(method, call);
      try {
        const token = await admit(method, call, scope);
        const channel = channelFor(method.desc.parent.typeName);
        const answer = await scope.race(channel.unary(method.path, request, bearing(token, options)));
        succeeded(observation);
        return answer;
      } catch (error) {
        throw failed(observation, closeError(error, call.requestId), error);
      } finally {
        scope.close();
      }
    },
    async *stream(method, requests, call) {
      const { observation, scope, options } = begin(method, call);
      const sent = watched(requests);
      // A client that left may never ask for the next answer: the call ends all the same.
      const leave = () => failed(observation, closeError(scope.signal.reason, call.requestId), scope.signal.reason);
      scope.signal.addEventListener("abort", leave);
      try {
        const token = await admit(method, call, scope);
        const channel = channelFor(method.desc.parent.typeName);
        yield* whileOpen(channel.stream(method.path, sent.messages, bearing(token, options)), scope);
        succeeded(observation);
      } catch (error) {
        const cause = sent.failure() ?? error;
        throw failed(observation, closeError(cause, call.requestId), cause);
      } finally {
        scope.close();
      }
    },
  };
}

/** What travels on, with the access token that was shown, or stands for it. */
function bearing<T extends CallOptions>(token: string | undefined, options: T): T {
  return token === options.token ? options : { ...options, token };
}

function endingOnce(observation: Observation): Observation {
  let isOver = false;
  return {
    traceparent: observation.traceparent,
    end(outcome) {
      if (!isOver) observation.end(outcome);
      isOver = true;
    },
  };
}

function succeeded(observation: Observation): void {
  observation.end({ code: 0, reason: "" });
}

function failed(observation: Observation, closed: EdgeError, error: unknown): EdgeError {
  observation.end({ code: closed.code, reason: detail(closed, ErrorInfoSchema)?.reason ?? "", error });
  return closed;
}

/** The same messages; remembers why reading them from the client failed, which says more than what it broke. */
function watched<T>(items: AsyncIterable<T>) {
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

/** The items until the call is over; then the source is told that nobody wants the rest, even if nobody asks any more. */
async function* whileOpen<T>(items: AsyncIterable<T>, scope: CallScope): AsyncGenerator<T, void> {
  const iterator = items[Symbol.asyncIterator]();
  const abandon = () => release(iterator);
  scope.signal.addEventListener("abort", abandon);
  let isAbandoned = false;
  try {
    for (;;) {
      const next = await scope.race(iterator.next());
      if (next.done === true) return;
      isAbandoned = true;
      yield next.value;
      isAbandoned = false;
    }
  } finally {
    if (isAbandoned) scope.cancel();
    scope.signal.removeEventListener("abort", abandon);
  }
}

/** The end of an abandoned source is neither waited for nor of interest: it may be stuck, and the call is over. */
function release(iterator: AsyncIterator<unknown>): void {
  if (iterator.return !== undefined) Promise.allSettled([iterator.return()]);
}
