import type { Call } from "#mesh/kernel";

/** One entry of a generated `<Service>Service` object. */
export interface MethodDefinition {
  readonly path: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
  readonly requestSerialize: (value: never) => Uint8Array;
  readonly requestDeserialize: (bytes: Buffer) => unknown;
  readonly responseSerialize: (value: never) => Uint8Array;
  readonly responseDeserialize: (bytes: Buffer) => unknown;
}

/** A generated `<Service>Service` object. */
export type ServiceDefinition = Readonly<Record<string, MethodDefinition>>;

export type RequestOf<M extends MethodDefinition> = ReturnType<M["requestDeserialize"]>;
export type ResponseOf<M extends MethodDefinition> = ReturnType<M["responseDeserialize"]>;

type Asked<M extends MethodDefinition> = M["requestStream"] extends true ? AsyncIterable<RequestOf<M>> : RequestOf<M>;

/** What serves a method: an async function, or an async generator where the response is a stream. */
export type Handler<M extends MethodDefinition> = M["responseStream"] extends true
  ? (request: Asked<M>, call: Call) => AsyncIterable<ResponseOf<M>>
  : (request: Asked<M>, call: Call) => Promise<ResponseOf<M>>;

export type Handlers<S extends ServiceDefinition> = { readonly [Name in keyof S]: Handler<S[Name]> };

/** A method with what serves it, stripped of its types. */
export interface BoundMethod {
  readonly path: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
  readonly decodeRequest: (bytes: Uint8Array) => unknown;
  readonly encodeRequest: (request: unknown) => Uint8Array;
  readonly encodeResponse: (response: unknown) => Uint8Array;
  readonly handle: (request: unknown, call: Call) => unknown;
}

/** A service ready to be served by `createRpcCore`. */
export interface ServiceBinding {
  readonly methods: readonly BoundMethod[];
}

/** Binds a generated service to the functions that serve it. Functions keep `handlers` as their `this`. */
export function implement<S extends ServiceDefinition>(definition: S, handlers: Handlers<S>): ServiceBinding {
  const methods = Object.entries(definition).map(([name, method]) =>
    bind(method, (handlers[name] as BoundMethod["handle"]).bind(handlers)),
  );
  return { methods };
}

function bind(method: MethodDefinition, handle: BoundMethod["handle"]): BoundMethod {
  return {
    path: method.path,
    requestStream: method.requestStream,
    responseStream: method.responseStream,
    decodeRequest: method.requestDeserialize as (bytes: Uint8Array) => unknown,
    encodeRequest: method.requestSerialize as (request: unknown) => Uint8Array,
    encodeResponse: method.responseSerialize as (response: unknown) => Uint8Array,
    handle,
  };
}
