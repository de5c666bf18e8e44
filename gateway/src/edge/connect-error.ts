import { ConnectError } from "@connectrpc/connect";
import type { EdgeError } from "./edge-error.ts";
import { markTold } from "./told-errors.ts";

/** The error as the Connect, gRPC-web and gRPC handlers send it: details byte for byte, headers as metadata. */
export function toConnectError({ code, message, details, headers }: EdgeError): ConnectError {
  const error = new ConnectError(message, code, { ...headers });
  error.details = details.map(({ typeUrl, value }) => ({ type: typeUrl.slice(typeUrl.lastIndexOf("/") + 1), value }));
  return markTold(error);
}
