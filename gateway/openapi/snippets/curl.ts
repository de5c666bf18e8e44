import type { JsonValue } from "@bufbuild/protobuf";
import type { HttpVerb, Operation } from "../open-api.ts";
import { exampleRequest, queryText } from "./example-request.ts";

/** A command line that makes the call by REST; MARKET and TOKEN are set by the reader. */
export function curlOf(path: string, verb: HttpVerb, operation: Operation): string {
  const { path: filled, query, body } = exampleRequest(path, operation);
  const lines = [
    `curl${verb === "get" ? "" : ` -X ${verb.toUpperCase()}`} "$MARKET${filled}${queryText(query)}"`,
    ...(needsToken(operation) ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...(body === undefined ? [] : ['-H "Content-Type: application/json"', `-d ${quoted(body)}`]),
  ];
  return lines.join(" \\\n  ");
}

/** True if strangers may not make the call. */
export function needsToken({ security }: Operation): boolean {
  return !security.some((choice) => Object.keys(choice).length === 0);
}

/** JSON as one word of a POSIX shell. */
export function quoted(value: JsonValue): string {
  return `'${JSON.stringify(value, null, 2).replaceAll("'", "'\\''")}'`;
}
