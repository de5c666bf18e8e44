import type { JsonSchema } from "./json-schema.ts";
import { refName } from "./ref-name.ts";

type Components = Readonly<Record<string, JsonSchema>>;

const deepest = 4;

/** A value that shows the shape a schema asks for. */
export function exampleOf(schema: JsonSchema, components: Components, depth = 0): unknown {
  const target = schema.$ref === undefined ? schema : { ...components[refName(schema.$ref)], ...schema };
  if (target.const !== undefined) return target.const;
  if (target.enum !== undefined) return target.enum[1] ?? target.enum[0];
  const type = typeof target.type === "string" ? target.type : target.type?.[0];
  switch (type) {
    case "object":
      return objectExample(target, components, depth);
    case "array":
      return target.items === undefined || depth >= deepest ? [] : [exampleOf(target.items, components, depth + 1)];
    case "integer":
    case "number":
      return target.minimum ?? 0;
    case "boolean":
      return true;
    case "string":
      return textExample(target);
    default:
      return null;
  }
}

function objectExample({ properties }: JsonSchema, components: Components, depth: number): object {
  if (properties === undefined || depth >= deepest) return {};
  const members = Object.entries(properties).map(([name, member]) => [name, exampleOf(member, components, depth + 1)]);
  return Object.fromEntries(members);
}

function textExample({ format, contentEncoding }: JsonSchema): string {
  if (format === "date-time") return "2026-01-31T12:00:00Z";
  if (format === "int64" || format === "uint64") return "1";
  return contentEncoding === "base64" ? "AAEC" : "...";
}
