import { parseTimeout } from "#mesh/rpc";

const connectPattern = /^\d{1,10}$/;

/**
 * Takes the time the client is willing to wait out of its headers, in milliseconds. A malformed value is left in place
 * for the protocol's own handler to refuse.
 */
export function takeTimeout(headers: Headers): number | undefined {
  const grpc = headers.get("content-type")?.startsWith("application/grpc") === true;
  const name = grpc ? "grpc-timeout" : "connect-timeout-ms";
  const value = headers.get(name);
  if (value === null) return undefined;
  const timeoutMs = grpc ? parseTimeout(value) : parseConnectTimeout(value);
  if (timeoutMs !== undefined) headers.delete(name);
  return timeoutMs;
}

function parseConnectTimeout(value: string): number | undefined {
  return connectPattern.test(value) ? Number(value) : undefined;
}
