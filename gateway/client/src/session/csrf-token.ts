import { localStorageOrNone, type WebStorage } from "./session-store.ts";

/** The token that shows that a page of the market calls, where cookies hold the session. */
export interface CsrfToken {
  /** "" if there is no session. */
  current(): string;
  /** Reads the headers of an answer of the market. */
  hear(headers: Headers): void;
  /** The session is over. */
  forget(): void;
}

const header = "x-csrf-token";
const key = "ultramarket.csrf";

/** Pages of the market's own host read it in a cookie; all others, and programs, in the answers that change it. */
export function csrfTokenOf(baseUrl: string): CsrfToken {
  const { location } = globalThis as { location?: { href: string; hostname: string } };
  const isOwnHost = location !== undefined && new URL(baseUrl, location.href).hostname === location.hostname;
  return isOwnHost ? readBy(csrfCookie) : toldToken(localStorageOrNone());
}

/** A token that the page finds itself. */
export function readBy(current: () => string): CsrfToken {
  return { current, hear: () => undefined, forget: () => undefined };
}

/** What the `csrf` cookie of the page's host says; "" without one. */
export function csrfCookie(): string {
  const { document } = globalThis as { document?: { cookie: string } };
  return /(?:^|;\s*)csrf=([^;]*)/.exec(document?.cookie ?? "")?.[1] ?? "";
}

/** Kept for other tabs and reloads, if there is something to keep it in. It is of no use without the cookies. */
function toldToken(storage: WebStorage | undefined): CsrfToken {
  let told = "";
  return {
    current: () => (storage === undefined ? told : (storage.getItem(key) ?? "")),
    hear(headers) {
      told = headers.get(header) ?? told;
      if (headers.has(header)) storage?.setItem(key, told);
    },
    forget() {
      told = "";
      storage?.removeItem(key);
    },
  };
}
