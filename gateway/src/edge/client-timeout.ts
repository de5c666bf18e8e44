import { parseTimeout } from "#mesh/rpc";
import { type EdgeHeaders, headerOf } from "./http.ts";

const connectPattern = /^\d{1,10}$/;

/** The time the client is willing to wait, in milliseconds; undefined if it does not say. */
export function timeoutOf(headers: EdgeHeaders): number | "malformed" | undefined {
  const { name, parse } = headerFor(headerOf(headers, "content-type"));
  const value = headerOf(headers, name);
  return value === undefined ? undefined : (parse(value) ?? "malformed");
}

/** Takes that time out of the headers. A malformed value is left in place for the protocol's own handler to refuse. */
export function takeTimeout(headers: Headers): number | undefined {
  const { name, parse } = headerFor(headers.get("content-type") ?? undefined);
  const value = headers.get(name);
  if (value === null) return undefined;
  const timeoutMs = parse(value);
  if (timeoutMs !== undefined) headers.delete(name);
  return timeoutMs;
}

function headerFor(contentType: string | undefined) {
  return contentType?.startsWith("application/grpc") === true
    ? { name: "grpc-timeout", parse: parseTimeout }
    : { name: "connect-timeout-ms", parse: parseConnectTimeout };
}

function parseConnectTimeout(value: string): number | undefined {
  return connectPattern.test(value) ? Number(value) : undefined;
}
