import { Code, ConnectError } from "@connectrpc/connect";
import { invalid } from "#mesh/kernel";
import { type RpcError, toStatus } from "#mesh/rpc";
import { isTold } from "./told-errors.ts";

/** INVALID_REQUEST for a request that is no message of its content type. */
export function unreadable(): RpcError {
  return toStatus(invalid({ field: "", description: "the request is no message of its content type" }));
}

/** What the library says of it, also as gRPC's headers have it. */
const undeclared = /do(?: |%20)not(?: |%20)know(?: |%20)how(?: |%20)to(?: |%20)decompress/;

/** True for the one mistake of clients that gRPC itself calls INTERNAL: a compressed message of no coding. */
export function isUndeclaredCompression(text: string): boolean {
  return undeclared.test(text);
}

/** True for what the library calls INTERNAL though it was reading a client's bytes. */
export function isReadFailure(error: unknown): boolean {
  if (!(error instanceof ConnectError) || isTold(error) || isUndeclaredCompression(error.rawMessage)) return false;
  return error.code === Code.Internal || error.code === Code.Unknown;
}
