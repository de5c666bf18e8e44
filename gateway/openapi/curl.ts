import { exampleOf } from "./example.ts";
import type { HttpVerb, OpenApi, Operation } from "./open-api.ts";

/** A command line that makes the call; MARKET and TOKEN are to be set by the reader. */
export function curlOf(path: string, verb: HttpVerb, operation: Operation, { components }: OpenApi): string {
  const needsToken = !operation.security.some((choice) => Object.keys(choice).length === 0);
  const schema = operation.requestBody?.content["application/json"]?.schema;
  const filled = path.replace(/\{([^}]+)\}/g, (_, name: string) => name.toUpperCase().replaceAll(".", "_"));
  const lines = [
    `curl${verb === "get" ? "" : ` -X ${verb.toUpperCase()}`} "$MARKET${filled}"`,
    ...(needsToken ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...(schema === undefined
      ? []
      : [
          '-H "Content-Type: application/json"',
          `-d '${JSON.stringify(exampleOf(schema, components.schemas), null, 2)}'`,
        ]),
  ];
  return lines.join(" \\\n  ");
}
