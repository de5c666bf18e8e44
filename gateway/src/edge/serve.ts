import type { UniversalHandler } from "@connectrpc/connect/protocol";
import type { Logger } from "#mesh/kernel";
import type { Transcoder } from "../../transcoder/mod.ts";
import { limitBody } from "./body-timeout.ts";
import type { Cors } from "./cors.ts";
import { type EdgeContext, readContext } from "./edge-call.ts";
import { type ExchangeObserver, observeExchange } from "./exchange.ts";
import { type EdgeHandler, type EdgeRequest, type EdgeResponse, pathOf } from "./http.ts";
import { type PageSource, servePage } from "./page.ts";
import { serveRest } from "./rest.ts";
import { setSecurityHeaders } from "./security-headers.ts";
import { serveRpc } from "./serve-rpc.ts";

export interface ServeOptions {
  /** By path. */
  readonly pages: ReadonlyMap<string, PageSource>;
  /** By path. */
  readonly rpc: ReadonlyMap<string, UniversalHandler>;
  readonly rest: Transcoder;
  readonly cors: Cors;
  readonly tls: boolean;
  readonly bodyTimeoutMs: number;
  readonly draining: AbortSignal;
  readonly exchanges: ExchangeObserver;
  readonly log: Logger;
}

/** Answers every request of the door: a page, an RPC, or, for everything else, REST. */
export function createServe(options: ServeOptions): EdgeHandler {
  return (request, response) => {
    const context = readContext(request.headers);
    const path = pathOf(request);
    const route = options.rpc.has(path) || options.pages.has(path) ? path : "rest";
    observeExchange(request, response, context, route, options.exchanges);
    setHeaders(request, response, context, options);
    if (options.cors.preflight(request, response)) return;
    dispatch(path, request, response, context, options).catch((error) => {
      options.log.debug("answer broken off", { request: context.requestId, route, error });
      response.destroy();
    });
  };
}

function setHeaders(
  request: EdgeRequest,
  response: EdgeResponse,
  { requestId }: EdgeContext,
  { cors, tls, draining }: ServeOptions,
): void {
  response.setHeader("X-Request-Id", requestId);
  setSecurityHeaders(response, tls);
  cors.mark(request, response);
  if (draining.aborted && request.httpVersionMajor === 1) response.setHeader("Connection", "close");
}

function dispatch(
  path: string,
  request: EdgeRequest,
  response: EdgeResponse,
  context: EdgeContext,
  { pages, rpc, rest, bodyTimeoutMs }: ServeOptions,
): Promise<void> {
  const page = pages.get(path);
  if (page !== undefined) return servePage(page, request, response);
  const handler = rpc.get(path);
  const kind = handler?.method.methodKind;
  if (kind !== "client_streaming" && kind !== "bidi_streaming") limitBody(request, bodyTimeoutMs);
  return handler === undefined
    ? serveRest(rest, request, response, context)
    : serveRpc(handler, request, response, context);
}
