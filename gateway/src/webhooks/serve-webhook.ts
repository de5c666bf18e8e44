import { Code } from "#gen/es/google/rpc/code_pb.js";
import { invalid, refuse } from "#mesh/kernel";
import type { Method } from "#mesh/rpc";
import { httpStatusOf, readRequestBody, StatusError } from "../../transcoder/mod.ts";
import { openCallScope } from "../edge/call-scope.ts";
import { callWithin, type EdgeCall } from "../edge/edge-call.ts";
import type { CloseError, EdgeError } from "../edge/edge-error.ts";
import type { HookHandler } from "../edge/hook.ts";
import { type EdgeRequest, type EdgeResponse, headerOf } from "../edge/http.ts";
import type { ChannelFor } from "../edge/invoke.ts";

/** What a provider posts of its own accord, and the internal RPC that takes it. */
export interface Webhook {
  readonly path: string;
  /** "/package.Service/Method". */
  readonly method: string;
  /** In lower case. */
  readonly signatureHeader: string;
  readonly maxBytes: number;
  /** The RPC's request, with the body byte for byte. */
  encode(payload: Uint8Array, signature: string): Uint8Array;
}

export interface WebhookOptions {
  readonly channelFor: ChannelFor;
  readonly closeError: CloseError;
  /** Events being stored at once; the provider sends those refused again. Default: 64. */
  readonly atOnce?: number;
}

/**
 * Passes on what is posted, whatever its content type, and answers 200 when it is stored. 400 for a signature that is
 * missing or wrong, 413 for more bytes than allowed, 503 if the service does not answer: then providers repeat it.
 */
export function serveWebhook(webhook: Webhook, method: Method, options: WebhookOptions): HookHandler {
  const deliver = createDeliver(webhook, method, options);
  return async (request, response, context) => {
    if (request.method !== "POST") return answer(response, 405, { message: "POST only" }, { allow: "POST" });
    const leaving = new AbortController();
    response.once("close", () => leaving.abort());
    const call = callWithin(context, context.arrived + method.capMs, leaving.signal);
    const scope = openCallScope(call);
    try {
      const payload = scope.race(readRequestBody(request, webhook.maxBytes, leaving.signal));
      await deliver(request, payload, { ...call, signal: scope.signal });
      answer(response, 200, {});
    } catch (error) {
      if (leaving.signal.aborted) throw error;
      if (request.httpVersionMajor === 1 && !request.complete) response.setHeader("connection", "close");
      const told = error instanceof StatusError ? error : options.closeError(error, call.requestId);
      answer(response, statusOf(told), { code: told.code, message: told.message }, told.headers);
    } finally {
      scope.close();
    }
  };
}

function createDeliver(webhook: Webhook, method: Method, { channelFor, atOnce = 64 }: WebhookOptions) {
  let open = 0;
  return async (request: EdgeRequest, body: Promise<Uint8Array>, call: EdgeCall): Promise<void> => {
    const payload = await body;
    const signature = headerOf(request.headers, webhook.signatureHeader) ?? "";
    if (signature === "") throw invalid({ field: webhook.signatureHeader, description: "is missing" });
    if (open >= atOnce) throw refuse("SERVER_OVERLOADED", { retryAfterMs: 1000 });
    open += 1;
    try {
      const { deadline, signal, requestId, traceparent, tracestate } = call;
      const channel = channelFor(method.desc.parent.typeName);
      const encoded = webhook.encode(payload, signature);
      await channel.unary(method.path, encoded, { deadline, signal, requestId, traceparent, tracestate });
    } finally {
      open -= 1;
    }
  };
}

/** What the provider shall try again. */
const passing: ReadonlySet<number> = new Set([Code.UNAVAILABLE, Code.DEADLINE_EXCEEDED, Code.RESOURCE_EXHAUSTED]);
/** What stays wrong however often it is sent. */
const wrong: ReadonlySet<number> = new Set([Code.INVALID_ARGUMENT, Code.UNAUTHENTICATED, Code.PERMISSION_DENIED]);

function statusOf(error: StatusError | EdgeError): number {
  const own = error instanceof StatusError ? error.http?.status : undefined;
  if (own !== undefined) return own;
  if (wrong.has(error.code)) return 400;
  return passing.has(error.code) ? 503 : httpStatusOf(error.code);
}

function answer(
  response: EdgeResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader("content-type", "application/json");
  response.statusCode = status;
  response.end(JSON.stringify(body));
}
