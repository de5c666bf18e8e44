import { create, type DescField } from "@bufbuild/protobuf";
import { type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import type { BoundVariable, Route } from "./compile.ts";
import { findField } from "./fields.ts";
import type { Json, JsonObject } from "./json-text.ts";

/**
 * Fills in an empty mask of a PATCH: it names the fields present in the body, `null` ones too, in proto spelling.
 * Fields that are there only to repeat the path are no changes.
 */
export function fillMask(message: ReflectMessage, { maskField, body, variables }: Route, json: Json): void {
  if (maskField?.fieldKind !== "message" || body.kind !== "field" || !(json instanceof Map)) return;
  if (message.isSet(maskField) && !isEmptyMask(message.get(maskField))) return;
  const inPath = variables.filter(({ fields }) => fields[0] === body.field).map(({ fields }) => fields.slice(1));
  const paths = changedFields(body.field, json, inPath);
  if (paths.length === 0) return;
  message.set(
    maskField,
    reflect(maskField.message, create(maskField.message, { paths } as Record<string, unknown>), false),
  );
}

function isEmptyMask(mask: ReflectMessage): boolean {
  return mask.fields.every((field) => !mask.isSet(field));
}

function changedFields(parent: DescField, json: JsonObject, inPath: readonly BoundVariable["fields"][]): string[] {
  return [...json].flatMap(([key, value]) => {
    const field = parent.message && findField(parent.message, key);
    return field === undefined || onlyRepeatsPath(field, value, inPath) ? [] : [field.name];
  });
}

/** True for a field of the path itself, and for an object with nothing but such fields in it. */
function onlyRepeatsPath(field: DescField, value: Json, inPath: readonly BoundVariable["fields"][]): boolean {
  const under = inPath.filter(([first]) => first === field).map((fields) => fields.slice(1));
  if (under.length === 0) return false;
  if (under.some((fields) => fields.length === 0)) return true;
  return value instanceof Map && value.size > 0 && changedFields(field, value, under).length === 0;
}
