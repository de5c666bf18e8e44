import { Code, ConnectError } from "@connectrpc/connect";
import { invalid } from "#mesh/kernel";
import { type RpcError, toStatus } from "#mesh/rpc";

/** INVALID_REQUEST for a request that is no message of its content type. */
export function unreadable(): RpcError {
  return toStatus(invalid({ field: "", description: "the request is no message of its content type" }));
}

/** True for what the library calls INTERNAL though it was reading a client's bytes. */
export function isReadFailure(error: unknown): boolean {
  return error instanceof ConnectError && (error.code === Code.Internal || error.code === Code.Unknown);
}
