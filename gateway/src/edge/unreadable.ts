import { Code, ConnectError } from "@connectrpc/connect";
import { invalid } from "#mesh/kernel";
import { type RpcError, toStatus } from "#mesh/rpc";
import { isTold } from "./told-errors.ts";

/** INVALID_REQUEST for a request that is no message of its content type. */
export function unreadable(): RpcError {
  return toStatus(invalid({ field: "", description: "the request is no message of its content type" }));
}

/** True for what the library calls INTERNAL though it was reading a client's bytes. */
export function isReadFailure(error: unknown): boolean {
  if (!(error instanceof ConnectError) || isTold(error)) return false;
  return error.code === Code.Internal || error.code === Code.Unknown;
}
