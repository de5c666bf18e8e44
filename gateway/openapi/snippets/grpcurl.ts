import type { Operation } from "../open-api.ts";
import { needsToken, quoted } from "./curl.ts";
import { exampleMessage } from "./example-request.ts";

/** A command line that makes the call by gRPC and reflection; MARKET_HOST is "127.0.0.1:8080". */
export function grpcurlOf(operation: Operation): string {
  const message = exampleMessage(operation);
  const lines = [
    "grpcurl -plaintext",
    ...(needsToken(operation) ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...(Object.keys(message).length === 0 ? [] : [`-d ${quoted(message)}`]),
    `"$MARKET_HOST" ${operation["x-rpc"].slice(1)}`,
  ];
  return lines.join(" \\\n  ");
}
