import type { Method } from "#mesh/rpc";
import type { BrowserRequest } from "./browser-request.ts";
import { type CookieJar, createCookieJar } from "./cookie-jar.ts";
import type { CookieToken } from "./cookie-token.ts";
import { type CredentialFields, credentialFieldsOf, pathsOf } from "./credential-fields.ts";
import { checkCsrf, checkOrigin } from "./guard.ts";

/** What a call shows: the token of its Authorization header, and what its browser sent. */
export interface ShowingCall {
  readonly token?: string | undefined;
  readonly browser?: BrowserRequest | undefined;
}

/** Sessions that browsers keep in cookies. */
export interface Sessions {
  readonly jar: CookieJar;
  /** What of a method's messages are credentials; undefined for none. */
  fieldsOf(method: Method): CredentialFields | undefined;
  /**
   * The token in the browser's cookies that a call is made with: undefined for a call with an Authorization header.
   * Calls that show a refresh token are made with that, not with the session's access token, which may have expired.
   */
  shownBy(method: Method, call: ShowingCall): CookieToken | undefined;
  /**
   * Refuses with ORIGIN_NOT_ALLOWED or CSRF_TOKEN_WRONG a call with cookies, or for cookies, that has side effects and
   * that no page of ours wants.
   */
  guard(method: Method, browser: BrowserRequest, shown: CookieToken | undefined): void;
}

export interface SessionsOptions {
  readonly methods: readonly Method[];
  /** Other origins than the server's own whose pages may call with cookies. "*" lists none. */
  readonly origins: readonly string[];
  /** False lets cookies go without TLS. */
  readonly isSecure: boolean;
}

/** Throws if a method has credentials that fit into no cookies. */
export function createSessions({ methods, origins, isSecure }: SessionsOptions): Sessions {
  const fields = new Map<Method, CredentialFields>();
  for (const method of methods) {
    const found = credentialFieldsOf(method);
    if (found !== undefined) fields.set(method, found);
  }
  const refreshing = [...fields].flatMap(([method, { asks }]) => (asks === undefined ? [] : [method]));
  const jar = createCookieJar({ isSecure, refreshPaths: refreshing.flatMap(pathsOf) });
  const listed = new Set(origins);
  return {
    jar,
    fieldsOf: (method) => fields.get(method),
    shownBy(method, { token: own, browser }) {
      if (own !== undefined || browser === undefined || browser.cookies === "") return undefined;
      const kind = fields.get(method)?.asks === undefined ? "accessToken" : "refreshToken";
      const token = jar.read(browser.cookies)[kind];
      return token === undefined ? undefined : { kind, token };
    },
    guard(method, browser, shown) {
      if (method.kind === "safe" || (shown === undefined && !browser.wantsCookies)) return;
      checkOrigin(browser, listed);
      if (shown !== undefined) checkCsrf(browser, shown.kind, shown.token);
    },
  };
}
