import { cors } from "@connectrpc/connect";
import { type EdgeRequest, type EdgeResponse, headerOf } from "./http.ts";

const allowedMethods = "GET, HEAD, POST, PUT, PATCH, DELETE";
const allowedHeaders = [
  ...cors.allowedHeaders,
  "Authorization",
  "X-CSRF-Token",
  "X-Session",
  "X-Request-Id",
  "Request-Timeout",
  "If-None-Match",
  "Traceparent",
  "Tracestate",
  "Baggage",
].join(", ");
const exposedHeaders = [
  ...cors.exposedHeaders,
  "X-CSRF-Token",
  "X-Request-Id",
  "ETag",
  "Allow",
  "WWW-Authenticate",
  "Retry-After",
  "RateLimit",
  "RateLimit-Policy",
].join(", ");
const preflightSeconds = "7200";

/**
 * Lets scripts of the listed origins, such as "https://shop.example", read answers; "*" lists every origin. Those listed by
 * name may send cookies.
 */
export interface Cors {
  /** Marks an answer, errors included. */
  mark(request: EdgeRequest, response: EdgeResponse): void;
  /** Answers a preflight request; false if this is none. */
  preflight(request: EdgeRequest, response: EdgeResponse): boolean;
}

export function createCors(origins: readonly string[]): Cors {
  const listed = new Set(origins);
  const allows = (origin: string | undefined) => origin !== undefined && (listed.has("*") || listed.has(origin));
  return {
    mark(request, response) {
      if (listed.size === 0) return;
      response.setHeader("Vary", "Origin");
      const origin = headerOf(request.headers, "origin");
      if (origin === undefined || !allows(origin)) return;
      response.setHeader("Access-Control-Allow-Origin", origin);
      if (listed.has(origin)) response.setHeader("Access-Control-Allow-Credentials", "true");
      response.setHeader("Access-Control-Expose-Headers", exposedHeaders);
    },
    preflight(request, response) {
      if (request.method !== "OPTIONS" || request.headers["access-control-request-method"] === undefined) return false;
      if (allows(headerOf(request.headers, "origin"))) {
        response.setHeader("Access-Control-Allow-Methods", allowedMethods);
        response.setHeader("Access-Control-Allow-Headers", allowedHeaders);
        response.setHeader("Access-Control-Max-Age", preflightSeconds);
      }
      response.statusCode = 204;
      response.end();
      return true;
    },
  };
}
