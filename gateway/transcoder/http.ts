import type { IncomingMessage, ServerResponse } from "node:http";
import type { Http2ServerRequest, Http2ServerResponse } from "node:http2";

/** A request of node:http, or of node:http2 through its compatibility layer. */
export type HttpRequest = IncomingMessage | Http2ServerRequest;
export type HttpResponse = ServerResponse | Http2ServerResponse;

/** One value of a header in lower case; several lines of it are joined as RFC 9110 says. */
export function header(request: HttpRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}

/** An item of a header such as Accept, with its weight from 0 to 1; parameters other than `q` are dropped. */
export interface Weighted {
  readonly value: string;
  readonly weight: number;
}

/** The items of a header such as Accept, in lower case; an item with a weight that is none counts as refused. */
export function weightedList(text: string): Weighted[] {
  const items = text
    .toLowerCase()
    .split(",")
    .map((item) => item.split(";").map((part) => part.trim()));
  return items.flatMap(([value = "", ...parameters]) => {
    const q = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? "1";
    const weight = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(q) ? Number(q) : 0;
    return value === "" ? [] : [{ value, weight }];
  });
}
