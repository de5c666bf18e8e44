import { LightSignal, type Method } from "#mesh/rpc";
import type { CacheAnswers } from "../cache-answers.ts";
import { collectAnswered, type HeaderRules } from "../carry-headers.ts";
import { timeoutOf } from "../client-timeout.ts";
import { type EdgeContext, edgeCall } from "../edge-call.ts";
import type { CloseError } from "../edge-error.ts";
import type { EdgeRequest, EdgeResponse } from "../http.ts";
import type { Invoke } from "../invoke.ts";
import type { FormOf } from "./plain-form.ts";
import { type ReadBody, readBody } from "./read-body.ts";

export interface ServeUnaryOptions {
  readonly invoke: Invoke;
  readonly closeError: CloseError;
  readonly formOf: FormOf;
  /** Default: no headers but the edge's own travel. */
  readonly headerRules?: HeaderRules | undefined;
  readonly cache: CacheAnswers;
  /** Longer bodies are left to the Connect library. */
  readonly mostBytes: number;
}

/**
 * Answers a unary call of the plain form, bytes in and bytes out. Where anything is uncommon, wrong bytes included, it
 * answers nothing and gives what it has read of the body, undefined for nothing: the Connect library has the last word
 * on how such requests are answered. Rejects if the connection broke before the answer was out.
 */
export type ServeUnary = (
  method: Method,
  request: EdgeRequest,
  response: EdgeResponse,
  context: EdgeContext,
) => Promise<{ readonly isAnswered: boolean; readonly body?: ReadBody }>;

export function createServeUnary({
  invoke,
  closeError,
  formOf,
  headerRules,
  cache,
  mostBytes,
}: ServeUnaryOptions): ServeUnary {
  return async (method, request, response, context) => {
    const form = formOf(request, method);
    const timeout = timeoutOf(request.headers);
    if (form === undefined || timeout === "malformed") return { isAnswered: false };
    const body = await readBody(request, mostBytes);
    const message = body.isWhole ? form.read(body.bytes, method) : undefined;
    if (message === undefined) return { isAnswered: false, body };
    const left = new LightSignal();
    const leave = () => left.abort();
    response.once("close", leave);
    const told = headerRules && collectAnswered(headerRules);
    const exchange = { headers: request.headers, response, told, mark: cache(method, request, response) };
    try {
      const call = edgeCall(context, method, timeout, left);
      const answer = await invoke.unary(method, message, told === undefined ? call : { ...call, answered: told.take });
      await form.answer(exchange, answer, method);
    } catch (error) {
      if (left.aborted || response.headersSent) throw error;
      await form.refuse(exchange, closeError(error, context.requestId));
    } finally {
      response.off("close", leave);
    }
    return { isAnswered: true };
  };
}
