/** How a page says who calls. */
export interface Session {
  /** Sends a request with what says who calls. */
  readonly fetch: typeof globalThis.fetch;
  /** Speaks from now on for whoever an answer named; cookies need no token for that. */
  keep(accessToken: string): void;
}

/** What is used of a page. */
const page = globalThis as unknown as { readonly location: URL; readonly document: { readonly cookie: string } };

export type SessionKind = "token" | "cookie";

/** A session of the market at that URL, of the page's own origin or another. */
export function openSession(kind: SessionKind, baseUrl: string): Session {
  return kind === "token" ? tokenSession() : cookieSession(new URL(baseUrl).origin === page.location.origin);
}

function tokenSession(): Session {
  let token = "";
  return {
    fetch: (input, init) => send(input, init, token === "" ? {} : { authorization: `Bearer ${token}` }),
    keep(accessToken) {
      token = accessToken;
    },
  };
}

/** Pages of the market's host read the CSRF token in its cookie, others in the answers that set it. */
function cookieSession(isOwnHost: boolean): Session {
  let told = "";
  return {
    async fetch(input, init) {
      const csrfToken = isOwnHost ? csrfCookie() : told;
      const headers = { "x-session": "cookie", ...(csrfToken === "" ? {} : { "x-csrf-token": csrfToken }) };
      const response = await send(input, { ...init, credentials: "include" }, headers);
      told = response.headers.get("x-csrf-token") ?? told;
      return response;
    },
    keep(accessToken) {
      if (accessToken !== "") throw new Error("a script was shown the token that is in its cookies");
    },
  };
}

function csrfCookie(): string {
  return /(?:^|;\s*)csrf=([^;]*)/.exec(page.document.cookie)?.[1] ?? "";
}

function send(input: Parameters<typeof fetch>[0], init: RequestInit | undefined, more: Record<string, string>) {
  const headers = new Headers(init?.headers);
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  return fetch(input, { ...init, headers });
}
