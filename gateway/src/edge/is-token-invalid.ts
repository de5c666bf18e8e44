import { ErrorInfoSchema } from "#gen/es/google/rpc/error_details_pb.js";
import { detail, RpcError } from "#mesh/rpc";

/** True for the refusal of an access token, wherever it was refused. */
export function isTokenInvalid(error: unknown): boolean {
  return error instanceof RpcError && detail(error, ErrorInfoSchema)?.reason === "TOKEN_INVALID";
}
