import { Code } from "#gen/es/google/rpc/code_pb.js";
import { ErrorInfoSchema } from "#gen/es/google/rpc/error_details_pb.js";
import { refuse } from "#mesh/kernel";
import { detail, RpcError, toStatus } from "./status.ts";

/** Says of a server that could not be reached which one it is: transports fail with a bare UNAVAILABLE. */
export function attributed(error: unknown, service: string): unknown {
  if (!(error instanceof RpcError) || error.code !== Code.UNAVAILABLE) return error;
  return detail(error, ErrorInfoSchema) === undefined ? unavailable(service) : error;
}

/** SERVICE_UNAVAILABLE, naming the service. */
export function unavailable(service: string, retryAfterMs?: number): RpcError {
  const hint = retryAfterMs === undefined ? {} : { retryAfterMs };
  return toStatus(refuse("SERVICE_UNAVAILABLE", { metadata: { service }, ...hint }));
}

/** True if the service itself is what does not answer, rather than one it depends on. */
export function isAbout(status: RpcError, service: string): boolean {
  const named = detail(status, ErrorInfoSchema)?.metadata.service;
  return status.code === Code.UNAVAILABLE && (named === undefined || named === service);
}
