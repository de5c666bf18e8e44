import type {
  DescMessage,
  DescMethod,
  DescMethodServerStreaming,
  DescMethodUnary,
  DescService,
  MessageInitShape,
  MessageShape,
} from "@bufbuild/protobuf";
import type { Calling } from "./calls/attempts.ts";
import type { CallOptions } from "./calls/call-options.ts";
import { streamCall } from "./calls/stream-call.ts";
import { unaryCall } from "./calls/unary-call.ts";
import { itemsOf, type List, pagesOf } from "./paging.ts";

/** What a client is made of: a service, its deadlines in milliseconds, and what its lists list. */
export interface ServiceEntry {
  readonly service: Pick<DescService, "typeName"> & { readonly method: Readonly<Record<string, DescMethod>> };
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: Readonly<Record<string, string>>;
}

type Request<M> = M extends { readonly input: infer I extends DescMessage } ? MessageInitShape<I> : never;
type Answer<M> = M extends { readonly output: infer O extends DescMessage } ? MessageShape<O> : never;
type Methods<E extends ServiceEntry> = E["service"]["method"];

/** A method: answers once, or many times. */
export type Call<M> = M extends { readonly methodKind: "unary" }
  ? (request?: Request<M>, options?: CallOptions) => Promise<Answer<M>>
  : M extends { readonly methodKind: "server_streaming" }
    ? (request?: Request<M>, options?: CallOptions) => AsyncIterable<Answer<M>>
    : never;

type Item<A, F> = F extends keyof A ? (A[F] extends readonly (infer T)[] ? T : never) : never;

/** The methods of a service, by name; those that list also item by item and page by page. */
export type ServiceClient<E extends ServiceEntry> = {
  readonly [K in keyof Methods<E>]: Call<Methods<E>[K]>;
} & {
  /** All items of a list, one by one; the next page is asked for when it is needed. */
  readonly all: {
    readonly [K in keyof E["items"] & keyof Methods<E>]: (
      request?: Request<Methods<E>[K]>,
      options?: CallOptions,
    ) => AsyncIterable<Item<Answer<Methods<E>[K]>, E["items"][K]>>;
  };
  /** All pages of a list, as they are answered. */
  readonly pages: {
    readonly [K in keyof E["items"] & keyof Methods<E>]: (
      request?: Request<Methods<E>[K]>,
      options?: CallOptions,
    ) => AsyncIterable<Answer<Methods<E>[K]>>;
  };
};

/** Used for a method whose deadline is not known, in milliseconds. */
const usualDeadline = 10_000;

/** A client of one service. Methods with streaming requests are left out: browsers cannot send them. */
export function createServiceClient<E extends ServiceEntry>(
  calling: Calling,
  { service, deadlines, items }: E,
): ServiceClient<E> {
  const calls: Record<string, unknown> = {};
  const all: Record<string, unknown> = {};
  const pages: Record<string, unknown> = {};
  for (const [name, method] of Object.entries(service.method)) {
    const timeoutMs = deadlines[name] ?? usualDeadline;
    const call = callOf(calling, method, timeoutMs);
    if (call !== undefined) calls[name] = call;
    const field = items[name];
    if (field === undefined) continue;
    all[name] = itemsOf(call as unknown as List, field);
    pages[name] = pagesOf(call as unknown as List);
  }
  return { ...calls, all, pages } as ServiceClient<E>;
}

function callOf(calling: Calling, method: DescMethod, timeoutMs: number) {
  switch (method.methodKind) {
    case "unary":
      return (request: object = {}, options: CallOptions = {}) =>
        unaryCall(calling, method as DescMethodUnary, request as Init, timeoutMs, options);
    case "server_streaming":
      return (request: object = {}, options: CallOptions = {}) =>
        streamCall(calling, method as DescMethodServerStreaming, request as Init, timeoutMs, options);
    default:
      return undefined;
  }
}

type Init = MessageInitShape<DescMessage>;
