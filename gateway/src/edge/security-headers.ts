import type { EdgeResponse } from "./http.ts";

/** Nothing an API answers with is a page: browsers shall load, run and frame nothing of it. */
const apiPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/**
 * For pages with scripts: they load, run and call this origin only, and nobody frames them. Scripts and styles within the
 * page do not count.
 */
export const appPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Sets the headers every answer carries; pages replace the content security policy by their own. */
export function setSecurityHeaders(response: EdgeResponse, tls: boolean): void {
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Referrer-Policy", "no-referrer");
  response.setHeader("Content-Security-Policy", apiPolicy);
  if (tls) response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
}
