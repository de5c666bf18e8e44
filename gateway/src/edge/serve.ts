import type { UniversalHandler } from "@connectrpc/connect/protocol";
import type { Logger } from "#mesh/kernel";
import type { Method } from "#mesh/rpc";
import type { ClientAddress } from "../limits/client-address.ts";
import type { Visitor } from "../limits/limit-calls.ts";
import { limitBody } from "./body-timeout.ts";
import type { HeaderRules } from "./carry-headers.ts";
import type { Cors } from "./cors.ts";
import { type EdgeContext, readContext } from "./edge-call.ts";
import { type ExchangeObserver, observeExchange } from "./exchange.ts";
import type { HookHandler } from "./hook.ts";
import { type EdgeHandler, type EdgeRequest, type EdgeResponse, headerOf, pathOf } from "./http.ts";
import { type PageSource, servePage } from "./page.ts";
import type { Rest } from "./rest.ts";
import { setSecurityHeaders } from "./security-headers.ts";
import { serveRpc } from "./serve-rpc.ts";
import { serveUnknown } from "./serve-unknown.ts";
import type { ServeUnary } from "./unary/serve-unary.ts";

export interface ServeOptions {
  /** By path. */
  readonly pages: ReadonlyMap<string, PageSource>;
  /** By path. */
  readonly rpc: ReadonlyMap<string, UniversalHandler>;
  /** The methods with one request and one answer, by path, and who answers their common calls. */
  readonly unaries: ReadonlyMap<string, Method>;
  readonly serveUnary: ServeUnary;
  readonly rest: Rest;
  /** Answers of their own to other senders than clients, by path. */
  readonly hooks: ReadonlyMap<string, HookHandler>;
  readonly addressOf: ClientAddress;
  /** Default: no headers but the edge's own travel. */
  readonly headerRules?: HeaderRules | undefined;
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
    const context = readContext(request.headers, visitorOf(request, response, options.addressOf), options.headerRules);
    const path = pathOf(request);
    const { rpc, pages, hooks, rest } = options;
    const isPath = rpc.has(path) || pages.has(path) || hooks.has(path);
    const routeOf = () => (isPath ? path : (rest.templateOf(request) ?? "unknown"));
    observeExchange(request, response, context, routeOf, options.exchanges);
    setHeaders(request, response, context, options);
    if (options.cors.preflight(request, response)) return;
    dispatch(path, request, response, context, options).catch((error) => {
      options.log.debug("answer broken off", { request: context.requestId, route: routeOf(), error });
      response.destroy();
    });
  };
}

function visitorOf(request: EdgeRequest, response: EdgeResponse, addressOf: ClientAddress): Visitor {
  return {
    address: addressOf(request),
    userAgent: headerOf(request.headers, "user-agent"),
    setHeader(name, value) {
      if (!response.headersSent) response.setHeader(name, value);
    },
  };
}

function setHeaders(
  request: EdgeRequest,
  response: EdgeResponse,
  { requestId }: EdgeContext,
  { cors, tls, draining }: ServeOptions,
): void {
  response.setHeader("X-Request-Id", requestId);
  setSecurityHeaders(request, response, tls);
  cors.mark(request, response);
  if (draining.aborted && request.httpVersionMajor === 1) response.setHeader("Connection", "close");
}

async function dispatch(
  path: string,
  request: EdgeRequest,
  response: EdgeResponse,
  context: EdgeContext,
  { pages, hooks, rpc, rest, unaries, serveUnary, bodyTimeoutMs }: ServeOptions,
): Promise<void> {
  const page = pages.get(path);
  if (page !== undefined) return servePage(page, request, response);
  const handler = rpc.get(path);
  const kind = handler?.method.methodKind;
  if (kind !== "client_streaming" && kind !== "bidi_streaming") limitBody(request, bodyTimeoutMs);
  const hook = hooks.get(path);
  if (hook !== undefined) return hook(request, response, context);
  if (handler === undefined && serveUnknown(path, request, response)) return;
  if (handler === undefined) return rest.serve(request, response, context);
  const unary = unaries.get(path);
  const served = unary === undefined ? undefined : await serveUnary(unary, request, response, context);
  if (served?.isAnswered !== true) return serveRpc(handler, request, response, context, served?.body);
}
