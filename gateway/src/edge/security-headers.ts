import { notKept } from "./cache-answers.ts";
import type { EdgeRequest, EdgeResponse } from "./http.ts";

const grpc = /^application\/grpc(?:\+|;|$)/;

/** Nothing an API answers with is a page: browsers shall load, run and frame nothing of it. */
const apiPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/**
 * Sets the headers every answer carries but those to gRPC, which no cache and no browser speaks; pages replace the
 * content security policy by their own, and what may be kept says so itself.
 */
export function setSecurityHeaders({ method, headers }: EdgeRequest, response: EdgeResponse, tls: boolean): void {
  if (method === "POST" && grpc.test(headers["content-type"] ?? "")) return;
  response.setHeader("Cache-Control", notKept);
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Referrer-Policy", "no-referrer");
  response.setHeader("Content-Security-Policy", apiPolicy);
  if (tls) response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
}
