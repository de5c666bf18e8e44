const connectPattern = /^\d{1,10}$/;
const grpcPattern = /^(\d{1,8})([HMSmun])$/;
const unitMs: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1_000, m: 1, u: 1e-3, n: 1e-6 };

/**
 * Takes the time the client is willing to wait out of its headers, in milliseconds. A malformed value is left in place
 * for the protocol's own handler to refuse.
 */
export function takeTimeout(headers: Headers): number | undefined {
  const grpc = headers.get("content-type")?.startsWith("application/grpc") === true;
  const name = grpc ? "grpc-timeout" : "connect-timeout-ms";
  const value = headers.get(name);
  if (value === null) return undefined;
  const timeoutMs = grpc ? parseGrpcTimeout(value) : parseConnectTimeout(value);
  if (timeoutMs !== undefined) headers.delete(name);
  return timeoutMs;
}

function parseConnectTimeout(value: string): number | undefined {
  return connectPattern.test(value) ? Number(value) : undefined;
}

/** gRPC over HTTP/2: up to eight digits and a unit. */
function parseGrpcTimeout(value: string): number | undefined {
  const [, digits, unit] = grpcPattern.exec(value) ?? [];
  return digits === undefined || unit === undefined ? undefined : Number(digits) * (unitMs[unit] ?? 0);
}
