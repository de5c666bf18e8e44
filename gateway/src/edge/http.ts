import type { IncomingMessage, ServerResponse } from "node:http";
import type { Http2ServerRequest, Http2ServerResponse } from "node:http2";

/** A request as node hands it over, by HTTP/1.1 or HTTP/2. */
export type EdgeRequest = IncomingMessage | Http2ServerRequest;
export type EdgeResponse = ServerResponse | Http2ServerResponse;
export type EdgeHandler = (request: EdgeRequest, response: EdgeResponse) => void;

/** The path of a request, without its query. */
export function pathOf(request: EdgeRequest): string {
  const url = request.url ?? "/";
  const query = url.indexOf("?");
  return query < 0 ? url : url.slice(0, query);
}

/** Headers by name in lower case. */
export type EdgeHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The value of a header; undefined if it is absent, the first if it was repeated. */
export function headerOf(headers: EdgeHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "object" ? value[0] : value;
}
