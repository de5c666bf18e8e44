import type { Operation } from "../open-api.ts";
import { needsToken } from "./curl.ts";
import { exampleMessage } from "./example-request.ts";

/** JavaScript that makes the call by the Connect protocol, in browsers and Node. */
export function connectFetchOf(operation: Operation): string {
  const headers = [
    '"Content-Type": "application/json"',
    ...(needsToken(operation) ? ['Authorization: "Bearer " + token'] : []),
  ];
  const body = JSON.stringify(exampleMessage(operation), null, 2).replaceAll(/^ {2}"([A-Za-z0-9]+)": /gm, "  $1: ");
  return `const response = await fetch(\`\${market}${operation["x-rpc"]}\`, {
  method: "POST",
  headers: { ${headers.join(", ")} },
  body: JSON.stringify(${body.replaceAll("\n", "\n  ")}),
});
const answer = await response.json();`;
}
