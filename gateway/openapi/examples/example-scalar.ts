import { type DescEnum, type JsonValue, ScalarType } from "@bufbuild/protobuf";
import type { JsonSchema } from "../json-schema.ts";
import { scalarSchema } from "../scalar.ts";

/** A value of a scalar type within its rules; `said` is what the comment gives as an example. */
export function scalarExample(type: ScalarType, name: string, rules: JsonSchema, said: string | undefined): JsonValue {
  if (rules.const !== undefined) return rules.const as JsonValue;
  const [first, second] = rules.enum ?? [];
  if (first !== undefined) return (first === "" ? second : first) as JsonValue;
  const { type: form, format, contentEncoding } = scalarSchema(type);
  if (form === "boolean") return false;
  if (format === "int64" && form === "string") return "1";
  if (form === "integer" || form === "number") return numberExample(rules);
  if (contentEncoding !== undefined) return "AAEC";
  return type === ScalarType.STRING ? textExample(name, rules, said) : "1";
}

/** The first value that means something. */
export function enumExample({ values }: DescEnum): string {
  return (values[1] ?? values[0])?.name ?? "";
}

/** The example that a comment gives: 'ISO 4217 code, such as "EUR"'. */
export function saidExample(comment: string): string | undefined {
  return /such as "([^"]+)"/.exec(comment)?.[1];
}

function numberExample({ minimum, exclusiveMinimum, maximum }: JsonSchema): number {
  const least = minimum ?? (exclusiveMinimum === undefined ? 1 : exclusiveMinimum + 1);
  return Math.min(Math.max(least, 1), maximum ?? Number.POSITIVE_INFINITY);
}

function textExample(name: string, { format, minLength = 0, maxLength }: JsonSchema, said: string | undefined): string {
  if (format === "email") return "ada@example.com";
  if (format === "uri") return "https://example.com/";
  const words = said ?? name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, " ").toLowerCase();
  return words.padEnd(minLength, ".").slice(0, maxLength);
}
