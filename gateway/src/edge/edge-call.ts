import { randomUUID } from "node:crypto";
import type { CallOptions, CarriedHeaders, Method, PeerSignal } from "#mesh/rpc";
import type { Visitor } from "../limits/limit-calls.ts";
import { type BrowserRequest, readBrowserRequest } from "../session/browser-request.ts";
import type { CookieToken } from "../session/cookie-token.ts";
import { type HeaderRules, headersOn } from "./carry-headers.ts";
import { type EdgeHeaders, headerOf } from "./http.ts";

/** What a request from outside brings along; everything else it says about itself stays at the edge. */
export interface EdgeContext {
  /** Names the request in every answer and log entry. */
  readonly requestId: string;
  /** The access token, unverified; "" if `Authorization` holds something else. */
  readonly token: string | undefined;
  /** W3C trace context and baggage. */
  readonly traceparent: string | undefined;
  readonly tracestate: string | undefined;
  readonly baggage: string | undefined;
  /** When the request arrived, in milliseconds since the epoch. */
  readonly arrived: number;
  readonly visitor: Visitor;
  /** What only browsers say; undefined for everybody else. */
  readonly browser?: BrowserRequest | undefined;
  /** Further headers that travel on; undefined where none do. */
  readonly headers?: CarriedHeaders | undefined;
}

/** One RPC on its way through the edge. */
export interface EdgeCall extends CallOptions {
  readonly requestId: string;
  readonly deadline: number;
  /** Fires when the client goes away. */
  readonly signal: PeerSignal;
  /** These stay at the edge. */
  readonly visitor: Visitor;
  readonly browser?: BrowserRequest | undefined;
  /** The token of the browser's cookies that the call is made with. */
  readonly cookie?: CookieToken | undefined;
}

const requestIdPattern = /^[\w.:-]{1,100}$/;
const traceparentPattern = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
const longestBaggage = 8_192;
const longestTracestate = 512;

/** Reads the headers that may pass the edge; malformed ones count as absent. */
export function readContext(headers: EdgeHeaders, visitor: Visitor, rules?: HeaderRules): EdgeContext {
  const traceparent = matching(traceparentPattern, headerOf(headers, "traceparent"));
  return {
    requestId: matching(requestIdPattern, headerOf(headers, "x-request-id")) ?? randomUUID(),
    token: bearerToken(headerOf(headers, "authorization")),
    traceparent,
    tracestate: traceparent === undefined ? undefined : atMost(longestTracestate, headerOf(headers, "tracestate")),
    baggage: atMost(longestBaggage, headerOf(headers, "baggage")),
    arrived: Date.now(),
    visitor,
    browser: readBrowserRequest(headers),
    headers: headersOn(headers, rules),
  };
}

function matching(pattern: RegExp, value: string | undefined): string | undefined {
  return value !== undefined && pattern.test(value) ? value : undefined;
}

function atMost(length: number, value: string | undefined): string | undefined {
  return value !== undefined && value.length <= length ? value : undefined;
}

/** The call of a method; it ends after `timeoutMs`, at the latest after the method's cap. Default: the method's own. */
export function edgeCall(
  context: EdgeContext,
  method: Method,
  timeoutMs: number | undefined,
  signal: PeerSignal,
): EdgeCall {
  const deadline = context.arrived + Math.min(timeoutMs ?? method.defaultMs, method.capMs);
  return callWithin(context, deadline, signal);
}

/** The call of a request until its deadline, in milliseconds since the epoch. */
export function callWithin(context: EdgeContext, deadline: number, signal: PeerSignal): EdgeCall {
  const { requestId, traceparent, tracestate, baggage, token, visitor, browser, headers } = context;
  return { requestId, traceparent, tracestate, baggage, token, deadline, signal, visitor, browser, headers };
}

/** The token of a Bearer authorization (RFC 6750); "" for any other, which no verifier takes. */
function bearerToken(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined;
  return /^bearer +([\w~+/.-]+=*) *$/i.exec(authorization)?.[1] ?? "";
}
