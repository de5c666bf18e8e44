import type { JsonObject, JsonValue } from "@bufbuild/protobuf";
import type { OpenApi } from "../open-api.ts";
import { operationsOf } from "../operations.ts";
import { ownParameters } from "../resolve.ts";

/** The variables of a collection by name, "order_id", with their first values. */
export type PostmanVariables = ReadonlyMap<string, string>;

/** Ids that paths name are variables, so that one request takes what another has made. */
export function variablesOf(document: OpenApi): PostmanVariables {
  const inPaths = operationsOf(document).flatMap(({ operation }) =>
    ownParameters(operation).filter((one) => one.in === "path"),
  );
  return new Map(inPaths.map(({ name, example }) => [name, String(example ?? "")] as const).toSorted());
}

/** The same value with variables for what other requests make, and an idempotency key of its own for each sending. */
export function withVariables(value: JsonValue, variables: PostmanVariables): JsonValue {
  if (Array.isArray(value)) return value.map((member) => withVariables(member, variables));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, variableFor(name, member, variables)] as const);
  return Object.fromEntries(members) as JsonObject;
}

/** What stands for a field: a variable if there is one for it. */
export function variableFor(name: string, value: JsonValue, variables: PostmanVariables): JsonValue {
  if (name === "requestId") return "{{$guid}}";
  if (name === "refreshToken") return "{{refreshToken}}";
  const variable = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const isId = typeof value === "string" && value !== "" && variable.endsWith("_id") && variables.has(variable);
  return isId ? `{{${variable}}}` : withVariables(value, variables);
}
