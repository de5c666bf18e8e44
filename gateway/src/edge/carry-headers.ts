import type { CarriedHeaders, TakeAnswered } from "#mesh/rpc";
import type { EdgeHeaders, EdgeResponse } from "./http.ts";

/** Which headers besides the edge's own travel on to services and back to clients, by name in lower case. */
export interface HeaderRules {
  on(name: string): boolean;
  back(name: string): boolean;
}

/** What an answer brought along, of what may travel back. */
export interface Answered {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly trailers: readonly (readonly [name: string, value: string])[];
}

/** Names that protocols and connections have for themselves: these never travel. */
const own =
  /^(?::|content-|grpc-|connect-|accept|te$|trailer|transfer-encoding$|connection$|keep-alive$|upgrade$|proxy-|host$|user-agent$|authorization$|cookie|set-cookie|x-request-id$|traceparent$|tracestate$|baggage$|date$|server$)/;
const binary = /-bin$/;

/** The headers of a request that travel on; undefined for none, which is the usual case. */
export function headersOn(headers: EdgeHeaders, rules: HeaderRules | undefined): CarriedHeaders | undefined {
  if (rules === undefined) return undefined;
  const names = Object.keys(headers).filter((name) => !own.test(name) && rules.on(name));
  return Object.fromEntries(names.map((name) => [name, valuesOf(name, headers[name])]));
}

/** Repeated headers have been joined on their way; commas in base64 can only be that. */
function valuesOf(name: string, value: string | readonly string[] | undefined): readonly string[] {
  const all = typeof value === "string" ? [value] : (value ?? []);
  return binary.test(name) ? all.flatMap((text) => text.split(/, */)) : all;
}

/** Collects what answers bring along and may travel back. */
export function collectAnswered({ back }: HeaderRules): Answered & { readonly take: TakeAnswered } {
  const collected = { headers: [] as [string, string][], trailers: [] as [string, string][] };
  return {
    ...collected,
    take(part, carried) {
      for (const [name, values] of Object.entries(carried)) {
        if (own.test(name) || !back(name)) continue;
        for (const value of values) collected[part].push([name, value]);
      }
    },
  };
}

/** Adds headers to an answer, those of one name together. */
export function appendHeaders(response: EdgeResponse, headers: Answered["headers"]): void {
  const values = new Map<string, string[]>();
  for (const [name, value] of headers) values.set(name, [...(values.get(name) ?? []), value]);
  for (const [name, all] of values) response.setHeader(name, all);
}
