import type { CarriedHeaders, TakeAnswered } from "./carried-headers.ts";
import type { PeerSignal } from "./peer-signal.ts";

/** What travels with a call besides its message. */
export interface CallOptions {
  /** Milliseconds since the epoch; left out, the method's default applies. */
  readonly deadline?: number | undefined;
  /** Gives the call up when it fires. */
  readonly signal?: PeerSignal | undefined;
  /** The user's access token. */
  readonly token?: string | undefined;
  readonly requestId?: string | undefined;
  /** W3C trace context and baggage. */
  readonly traceparent?: string | undefined;
  readonly tracestate?: string | undefined;
  readonly baggage?: string | undefined;
  /** Further headers; they cross networks only, and services of ours read none. */
  readonly headers?: CarriedHeaders | undefined;
  /** Takes what the answer brings along besides messages. */
  readonly answered?: TakeAnswered | undefined;
}

/** A way to a server, carrying encoded messages. Failures are RpcErrors. */
export interface Channel {
  /** Calls "/package.Service/Method" with one message for one message. */
  unary(path: string, request: Uint8Array, options: CallOptions): Promise<Uint8Array>;
  /** Calls a method whose request, response or both are streams; each side is read no faster than the other writes. */
  stream(path: string, requests: AsyncIterable<Uint8Array>, options: CallOptions): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}
