import { ConnectError } from "@connectrpc/connect";
import type { EdgeError } from "./edge-error.ts";

const told = new WeakSet<object>();

/** The error as the Connect, gRPC-web and gRPC handlers send it: details byte for byte, headers as metadata. */
export function toConnectError({ code, message, details, headers }: EdgeError): ConnectError {
  const error = new ConnectError(message, code, { ...headers });
  error.details = details.map(({ typeUrl, value }) => ({ type: typeUrl.slice(typeUrl.lastIndexOf("/") + 1), value }));
  told.add(error);
  return error;
}

/** True for errors that a service or the edge told; the Connect library's own are about the client's bytes. */
export function isTold(error: ConnectError): boolean {
  return told.has(error);
}
