import { parseCookie, type SetCookie, stringifySetCookie } from "cookie";
import { csrfTokenOf, type SessionTokens } from "./guard.ts";

/** How long the cookies of a session live, in seconds. */
export interface SessionAges {
  readonly access: number;
  readonly refresh: number;
}

/** Writes and reads the cookies a session lies in. */
export interface CookieJar {
  /** The tokens in a `Cookie` header. */
  read(cookies: string): Partial<SessionTokens>;
  /** The `Set-Cookie` headers that keep a session. */
  keep(tokens: SessionTokens, ages: SessionAges): readonly string[];
  /** Those that forget its access token. */
  forgetAccess(): readonly string[];
  /** Those that forget all of it. */
  forget(): readonly string[];
}

/**
 * With `isSecure` the cookies go by TLS only (browsers except localhost from it), and their names say so. The refresh
 * token goes to `refreshPaths` alone, so that it does not lie around in every request.
 */
export function createCookieJar({
  isSecure,
  refreshPaths,
}: {
  isSecure: boolean;
  refreshPaths: readonly string[];
}): CookieJar {
  const names = isSecure
    ? { access: "__Host-session", refresh: "__Secure-refresh" }
    : { access: "session", refresh: "refresh" };
  const shared = { secure: isSecure, sameSite: "lax" } as const;
  const write = (cookie: SetCookie) => stringifySetCookie({ ...shared, ...cookie });
  const access = (value: string, maxAge: number) =>
    write({ name: names.access, value, maxAge, path: "/", httpOnly: true });
  const refresh = (value: string, maxAge: number) =>
    refreshPaths.map((path) => write({ name: names.refresh, value, maxAge, path, httpOnly: true }));
  const csrf = (value: string, maxAge: number) => write({ name: "csrf", value, maxAge, path: "/" });
  return {
    read(cookies) {
      const found = parseCookie(cookies);
      const tokens = { accessToken: found[names.access], refreshToken: found[names.refresh] };
      return Object.fromEntries(Object.entries(tokens).filter(([, token]) => token));
    },
    keep: (tokens, ages) => [
      access(tokens.accessToken, ages.access),
      ...refresh(tokens.refreshToken, ages.refresh),
      csrf(csrfTokenOf(tokens), ages.refresh),
    ],
    forgetAccess: () => [access("", 0)],
    forget: () => [access("", 0), ...refresh("", 0), csrf("", 0)],
  };
}
