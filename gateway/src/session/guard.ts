import { hash, timingSafeEqual } from "node:crypto";
import { refuse } from "#mesh/kernel";
import type { BrowserRequest } from "./browser-request.ts";

/** The tokens of a session. */
export interface SessionTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/**
 * What a page has to repeat to show that it may read the session's cookies: a digest of each token, so that neither a
 * planted cookie nor an earlier session's is of use, and nothing is to be kept.
 */
export function csrfTokenOf({ accessToken, refreshToken }: SessionTokens): string {
  return `${digestOf(accessToken)}.${digestOf(refreshToken)}`;
}

/** Refuses with CSRF_TOKEN_WRONG a request that does not repeat what belongs to this token. */
export function checkCsrf({ csrfToken }: BrowserRequest, kind: keyof SessionTokens, token: string): void {
  const [access = "", refresh = "", ...more] = csrfToken.split(".");
  const [shown, right] = [Buffer.from(kind === "accessToken" ? access : refresh), Buffer.from(digestOf(token))];
  if (more.length > 0 || shown.length !== right.length || !timingSafeEqual(shown, right))
    throw refuse("CSRF_TOKEN_WRONG");
}

/**
 * Refuses with ORIGIN_NOT_ALLOWED a request of a page that is neither of this server nor of a listed origin. Of browsers
 * that say neither Origin nor Sec-Fetch-Site nothing is known.
 */
export function checkOrigin({ origin, fetchSite, host }: BrowserRequest, listed: ReadonlySet<string>): void {
  if (origin !== undefined && listed.has(origin)) return;
  const isOwn = origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
  const isSameOrigin = fetchSite === undefined || fetchSite === "same-origin" || fetchSite === "none";
  if (!isOwn || !isSameOrigin) throw refuse("ORIGIN_NOT_ALLOWED");
}

function digestOf(token: string): string {
  return hash("sha256", `csrf ${token}`, "base64url");
}
