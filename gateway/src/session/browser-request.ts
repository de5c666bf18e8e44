import { type EdgeHeaders, headerOf } from "../edge/http.ts";

/** What a request says that only browsers say. It stays at the edge. */
export interface BrowserRequest {
  /** The `Cookie` header; "" without one. */
  readonly cookies: string;
  /** True if tokens in the answer shall become cookies: `X-Session: cookie`. */
  readonly wantsCookies: boolean;
  /** The `X-CSRF-Token` header; "" without one. */
  readonly csrfToken: string;
  /** Where the page comes from, such as "https://shop.example". */
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site`. */
  readonly fetchSite: string | undefined;
  /** What the client calls this server, such as "shop.example". */
  readonly host: string;
}

/** Undefined for a request without cookies that wants none. */
export function readBrowserRequest(headers: EdgeHeaders): BrowserRequest | undefined {
  const cookies = headerOf(headers, "cookie") ?? "";
  const wantsCookies = headerOf(headers, "x-session") === "cookie";
  if (cookies === "" && !wantsCookies) return undefined;
  return {
    cookies,
    wantsCookies,
    csrfToken: headerOf(headers, "x-csrf-token") ?? "",
    origin: headerOf(headers, "origin"),
    fetchSite: headerOf(headers, "sec-fetch-site"),
    host: headerOf(headers, ":authority") ?? headerOf(headers, "host") ?? "",
  };
}
