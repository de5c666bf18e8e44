import { type HttpRequest, type HttpResponse, header } from "./http.ts";

/** Which headers travel on and back, in lower case. */
export interface HeaderLists {
  readonly forward: readonly string[];
  readonly back: readonly string[];
}

export const defaultHeaders: HeaderLists = {
  forward: [
    "authorization",
    "x-request-id",
    "traceparent",
    "tracestate",
    "baggage",
    "accept-language",
    "user-agent",
    "x-forwarded-for",
  ],
  back: ["x-request-id", "retry-after"],
};

/** Visible characters, spaces and tabs, as RFC 9110 has it. */
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/** The headers of a request that travel on; the client's address is appended to `x-forwarded-for`. */
export function headersOn(request: HttpRequest, { forward }: HeaderLists): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of forward) {
    const value = name === "x-forwarded-for" ? forwardedFor(request) : header(request, name);
    if (value !== undefined) headers[name] = value;
  }
  return headers;
}

function forwardedFor(request: HttpRequest): string | undefined {
  const chain = [header(request, "x-forwarded-for"), request.socket.remoteAddress].filter(Boolean);
  return chain.length === 0 ? undefined : chain.join(", ");
}

/** Sets those of the upstream's headers that may travel back; values that no header can hold are left out. */
export function setHeadersBack(
  response: HttpResponse,
  headers: Readonly<Record<string, string>> | undefined,
  { back }: HeaderLists,
): void {
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (back.includes(name.toLowerCase()) && fieldValue.test(value)) response.setHeader(name, value);
  }
}
