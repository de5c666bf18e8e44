import type { DescMethod } from "@bufbuild/protobuf";
import type { HttpRequest } from "./http.ts";

/** What travels with a call. */
export interface CallContext {
  /** The request that is answered, for what its receiver knows about it besides. */
  readonly request: HttpRequest;
  /** In lower case; only those on the allow-list of headers on. */
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  /** Fires when the deadline passes or the client goes away. */
  readonly signal: AbortSignal;
}

/** The answer of a unary call: an encoded message, and headers of which those on the allow-list travel back. */
export interface Answer {
  readonly message: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Where calls go: encoded messages in and out. Calls fail with a StatusError, or any object of its shape. */
export interface Upstream {
  unary(method: DescMethod, request: Uint8Array, context: CallContext): Promise<Answer>;
  /** `requests` holds one message: the transcoder serves no client streams. */
  stream(method: DescMethod, requests: AsyncIterable<Uint8Array>, context: CallContext): AsyncIterable<Uint8Array>;
}
