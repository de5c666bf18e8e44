import type { JsonObject, JsonValue } from "@bufbuild/protobuf";
import type { Operation, Parameter } from "../open-api.ts";
import { ownParameters } from "../resolve.ts";

/** The example of an operation as REST sends it. */
export interface ExampleRequest {
  /** Path with its values, encoded; no query. */
  readonly path: string;
  /** Keys may come more than once. */
  readonly query: readonly (readonly [key: string, value: string])[];
  /** JSON; undefined if the operation takes no body. */
  readonly body: JsonValue | undefined;
}

export function exampleRequest(path: string, operation: Operation): ExampleRequest {
  const shown = ownParameters(operation).filter(({ example }) => example !== undefined);
  const inPath = new Map(shown.filter((one) => one.in === "path").map(({ name, example }) => [name, example]));
  return {
    path: path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(String(inPath.get(name) ?? name))),
    query: shown.filter((one) => one.in === "query").flatMap(pairs),
    body: bodyOf(operation),
  };
}

/** The same request as Connect and gRPC send it: one message. */
export function exampleMessage(operation: Operation): JsonObject {
  const message: Record<string, JsonValue> = {};
  for (const { name, in: place, example } of ownParameters(operation)) {
    if (example === undefined) continue;
    const names = place === "path" ? name.split(".").map(camelCase) : name.split(".");
    put(message, names, example);
  }
  const body = bodyOf(operation);
  const field = operation.requestBody?.["x-field"];
  if (body === undefined) return message;
  return field === undefined ? { ...message, ...(body as JsonObject) } : { ...message, [field]: body };
}

/** A query that can be appended to a path; empty if there is none. */
export function queryText(query: ExampleRequest["query"]): string {
  return query.length === 0 ? "" : `?${query.map((pair) => pair.map(encodeURIComponent).join("=")).join("&")}`;
}

function bodyOf({ requestBody }: Operation): JsonValue | undefined {
  return requestBody?.content["application/json"]?.example;
}

function pairs({ name, example }: Parameter): [string, string][] {
  const values = Array.isArray(example) ? (example as readonly JsonValue[]) : [example];
  return values.map((value) => [name, String(value)]);
}

function put(message: Record<string, JsonValue>, [first = "", ...rest]: readonly string[], value: JsonValue): void {
  if (rest.length === 0) {
    message[first] = value;
    return;
  }
  const inner = { ...(message[first] as JsonObject | undefined) };
  put(inner, rest, value);
  message[first] = inner;
}

function camelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
