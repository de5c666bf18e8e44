import type { DescField } from "@bufbuild/protobuf";
import type { ReflectMessage } from "@bufbuild/protobuf/reflect";
import type { Route } from "./compile.ts";
import { jsonPath } from "./fields.ts";
import type { Json } from "./json-text.ts";
import { expected, leafFromText } from "./leaf.ts";
import { child, refuseSecondOfOneof, sameValue } from "./reflection.ts";
import { invalidField } from "./status.ts";

/**
 * Sets the fields of the request that the path names. `body` is the JSON the message was read from: where it has a
 * value for such a field, the two must agree.
 */
export function bindPath(message: ReflectMessage, route: Route, values: readonly string[], body?: Json): void {
  for (const [index, { fields }] of route.variables.entries()) {
    const inBody = body !== undefined && body !== null && isGiven(body, fieldsInBody(route, fields));
    bind(message, fields, values[index] ?? "", jsonPath(fields), inBody);
  }
}

function bind(
  message: ReflectMessage,
  [field, ...rest]: readonly DescField[],
  text: string,
  name: string,
  inBody: boolean,
): void {
  if (field === undefined) return;
  refuseSecondOfOneof(message, field, name);
  if (rest.length > 0) {
    const inner = child(message, field);
    bind(inner, rest, text, name, inBody);
    message.set(field, inner);
    return;
  }
  const value = leafFromText(field, text);
  if (value === undefined) throw invalidField(name, `must be ${expected(field)}`);
  if (inBody && !sameValue(message.get(field), value)) throw invalidField(name, "differs between path and body");
  message.set(field, value);
}

/** The fields as they are nested in the body; none if they are no part of it. */
function fieldsInBody(route: Route, fields: readonly DescField[]): readonly DescField[] {
  if (route.body.kind === "whole") return fields;
  return route.body.kind === "field" && route.body.field === fields[0] ? fields.slice(1) : [];
}

function isGiven(json: Json, fields: readonly DescField[]): boolean {
  if (fields.length === 0) return false;
  let at: Json | undefined = json;
  for (const field of fields) {
    if (!(at instanceof Map)) return false;
    at = at.get(field.jsonName) ?? at.get(field.name);
  }
  return at !== undefined && at !== null;
}
