import { randomUUID } from "node:crypto";
import type { DescMethod, Registry } from "@bufbuild/protobuf";
import { type Method, RpcError } from "#mesh/rpc";
import { type CallContext, createTranscoder } from "../../transcoder/mod.ts";
import type { CacheAnswers } from "./cache-answers.ts";
import type { MessageLimits } from "./connect-handlers.ts";
import { callWithin, type EdgeCall, type EdgeContext } from "./edge-call.ts";
import { type CloseError, EdgeError, hiddenText, withReason } from "./edge-error.ts";
import type { EdgeRequest, EdgeResponse } from "./http.ts";
import type { Invoke } from "./invoke.ts";

export interface RestOptions {
  /** The methods to route. */
  readonly methods: readonly Method[];
  readonly registry: Registry;
  readonly invoke: Invoke;
  readonly closeError: CloseError;
  readonly limits: MessageLimits;
  readonly cache: CacheAnswers;
}

/** The routes of google.api.http, and the answer to every path that nothing else answers. */
export interface Rest {
  /** Answers one request, errors included; never rejects. */
  serve(request: EdgeRequest, response: EdgeResponse, context: EdgeContext): Promise<void>;
  /** The template that a request was answered by, as its contract has it; undefined if none fitted. */
  templateOf(request: EdgeRequest): string | undefined;
}

export function createRest({ methods, registry, invoke, closeError, limits, cache }: RestOptions): Rest {
  const routed = new Map(methods.map((method) => [method.desc, method]));
  const methodOf = (desc: DescMethod): Method => {
    const method = routed.get(desc);
    if (method === undefined) throw new TypeError(`no contract for ${desc.parent.typeName}.${desc.name}`);
    return method;
  };
  const contexts = new WeakMap<EdgeRequest, EdgeContext>();
  const templates = new WeakMap<EdgeRequest, string>();
  const callOf = ({ request, deadline, signal }: CallContext): EdgeCall => {
    const context = contexts.get(request);
    if (context === undefined) throw new TypeError("a call of no request");
    return callWithin(context, deadline, signal);
  };
  const transcoder = createTranscoder({
    registry,
    methods: (desc) => routed.has(desc),
    upstream: {
      async unary(desc, request, context) {
        return { message: await invoke.unary(methodOf(desc), request, callOf(context)) };
      },
      stream: (desc, requests, context) => invoke.stream(methodOf(desc), requests, callOf(context)),
    },
    complete: ({ code, message, details = [] }) => withReason(new RpcError(code, message, details)),
    hidden: { message: hiddenText, log: (error) => logIdOf(error, closeError) },
    onRoute: ({ template }, request) => void templates.set(request, template.text),
    isKnown: (desc, body, { request, response }) => cache(methodOf(desc), request, response)?.(body) ?? false,
    limits: {
      maxBodyBytes: limits.readBytes,
      timeout: (desc) => ({ default: methodOf(desc).defaultMs, max: methodOf(desc).capMs }),
    },
  });
  return {
    serve(request, response, context) {
      contexts.set(request, context);
      return transcoder.handle(request, response);
    },
    templateOf: (request) => templates.get(request),
  };
}

/** What the edge closed has been logged; what fails within the transcoder has not. */
function logIdOf(error: unknown, closeError: CloseError): string {
  return (error instanceof EdgeError ? error : closeError(error, randomUUID())).logId ?? "";
}
