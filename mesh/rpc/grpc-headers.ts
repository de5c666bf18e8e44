import type { Http2Session, IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";
import { TLSSocket } from "node:tls";
import type { Contracts } from "./contracts.ts";
import { parseTimeout } from "./deadline.ts";
import { workloadOfCertificate, workloadOfForwarded } from "./spiffe.ts";

/** Where the proven workload travels from the connection to the handler; set or removed on every call. */
export const workloadHeader = "ultramarket-workload";
/** Set if the caller's `grpc-timeout` cannot be read. */
export const brokenTimeoutHeader = "ultramarket-broken-timeout";
/** The method that answers calls of unknown methods. */
export const unknownPath = "/ultramarket.rpc.Unknown/Call";
/** grpc-js ends a call this much later than its deadline, so that the core, which knows how to say it, comes first. */
export const graceMs = 500;

export interface HeaderRules {
  readonly contracts: Contracts;
  /** True for the paths that are answered. */
  readonly serves: (path: string) => boolean;
  readonly trustDomain: string;
  /** True if `x-forwarded-client-cert` of a loopback peer is believed. */
  readonly trustForwarded: boolean;
}

/**
 * Makes the headers of a call fit for grpc-js, before it reads them: grpc-js leaves a missing `grpc-timeout` infinite,
 * misreads odd ones, answers unknown methods without details, and reads the peer's certificate anew on each call.
 */
export function headerPreparer(rules: HeaderRules): (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void {
  const certified = new WeakMap<Http2Session, string>();
  const prove = (session: Http2Session, forwarded: string | undefined) => {
    const known = certified.get(session) ?? certifiedWorkload(session, rules.trustDomain);
    certified.set(session, known);
    return known === "" && rules.trustForwarded ? forwardedWorkload(session, forwarded, rules.trustDomain) : known;
  };
  return (stream, headers) => {
    const path = headers[":path"] ?? "";
    if (!rules.serves(path)) headers[":path"] = unknownPath;
    const forwarded = headers["x-forwarded-client-cert"];
    headers[workloadHeader] = stream.session === undefined ? "" : prove(stream.session, single(forwarded));
    hideBrokenToken(headers);
    setTimeoutHeader(headers, rules.contracts.method(path));
  };
}

const printable = /^[\x20-\x7e]*$/;

/** grpc-js writes headers it cannot take into its log, value and all: a token with a stray character shall not stand there. */
function hideBrokenToken(headers: IncomingHttpHeaders): void {
  if (headers.authorization !== undefined && !printable.test(headers.authorization))
    headers.authorization = "unreadable";
}

function setTimeoutHeader(headers: IncomingHttpHeaders, method: ReturnType<Contracts["method"]>): void {
  delete headers[brokenTimeoutHeader];
  const given = single(headers["grpc-timeout"]);
  const wished = given === undefined ? undefined : parseTimeout(given);
  if (given !== undefined && wished === undefined) headers[brokenTimeoutHeader] = "1";
  if (method !== undefined) {
    const ms = Math.min(Math.floor(wished ?? method.defaultMs), method.capMs);
    headers["grpc-timeout"] = `${ms + graceMs}m`;
  } else if (wished === undefined || wished > 1e8) {
    delete headers["grpc-timeout"];
  }
}

function certifiedWorkload({ socket }: Http2Session, trustDomain: string): string {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return "";
  return workloadOfCertificate(socket.getPeerX509Certificate()?.subjectAltName, trustDomain) ?? "";
}

const loopback = /^(?:::ffff:)?127\.|^::1$/;

function forwardedWorkload({ socket }: Http2Session, header: string | undefined, trustDomain: string): string {
  if (header === undefined || !loopback.test(socket.remoteAddress ?? "")) return "";
  return workloadOfForwarded(header, trustDomain) ?? "";
}

function single(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === "string" ? header : header?.at(-1);
}
