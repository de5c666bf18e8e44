import { bearer, type Proof } from "../calls/credentials.ts";
import type { SessionState } from "./session-state.ts";

/** How calls say whose they are. */
export interface Carrier {
  /** Undefined if there is nobody to speak for. */
  proof(state: SessionState | undefined): Proof | undefined;
  /** What calls that make or renew a session say besides. */
  headers(): Readonly<Record<string, string>>;
}

/** The access token, in a header. */
export const byToken: Carrier = {
  proof: (state) =>
    state === undefined ? undefined : { headers: bearer(state.accessToken), version: state.accessToken },
  headers: () => ({}),
};

/**
 * Cookies that no script can read, and the token that shows that a page of the market calls. That token changes with the
 * session and its renewals, whichever tab renews; it is empty if there is no session.
 */
export function byCookie(csrfToken: () => string): Carrier {
  const headers = (token: string) => (token === "" ? {} : { "x-csrf-token": token });
  return {
    proof() {
      const version = csrfToken();
      return version === "" ? undefined : { headers: headers(version), version };
    },
    headers: () => ({ "x-session": "cookie", ...headers(csrfToken()) }),
  };
}
