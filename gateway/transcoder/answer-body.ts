import { create, type DescField, fromBinary, type JsonValue, type Registry, toJson } from "@bufbuild/protobuf";
import { type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import type { Route } from "./compile.ts";
import { isHttpBody } from "./fields.ts";
import { compileWireJson } from "./wire-json/compile.ts";

/** The body of an answer. */
export interface AnswerBody {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** True if the answers of a route are bytes of their own content type instead of JSON. */
export function answersRaw({ method, responseField }: Route): boolean {
  const message = responseField === undefined ? method.output : singularMessage(responseField);
  return isHttpBody(message);
}

/** Compiles how a route's encoded answers become JSON: proto3 JSON with defaults, of the field its rule names. */
export function compileJsonAnswer(
  { method, responseField }: Route,
  registry: Registry,
): (answer: Uint8Array) => Uint8Array {
  const options = { registry, alwaysEmitImplicit: true };
  if (responseField === undefined) return compileWireJson(method.output, options);
  return (answer) => {
    const json = toJson(method.output, fromBinary(method.output, answer), options);
    const value = (json as Record<string, JsonValue>)[responseField.jsonName];
    return Buffer.from(JSON.stringify(value === undefined ? unsetJson(responseField) : value));
  };
}

/** Compiles how a route's encoded answers become bytes, through their google.api.HttpBody. */
export function compileRawAnswer({ method, responseField }: Route): (answer: Uint8Array) => AnswerBody {
  return (answer) => {
    const message = reflect(method.output, fromBinary(method.output, answer), false);
    const body = responseField === undefined ? message : (message.get(responseField) as ReflectMessage);
    const values = Object.fromEntries(body.fields.map((field) => [field.name, body.get(field)]));
    const { content_type: contentType, data: bytes } = values as { content_type: string; data: Uint8Array };
    return { contentType: contentType || "application/octet-stream", bytes };
  };
}

/** The JSON of a field that is not set. */
function unsetJson(field: DescField): JsonValue {
  switch (field.fieldKind) {
    case "list":
      return [];
    case "map":
      return {};
    case "message":
      return null;
    case "enum":
      return field.enum.typeName === "google.protobuf.NullValue" ? null : (field.enum.values[0]?.name ?? 0);
    case "scalar":
      return zeroJson(reflect(field.parent, create(field.parent), false).get(field));
  }
}

function zeroJson(zero: unknown): JsonValue {
  if (typeof zero === "bigint") return zero.toString();
  return zero instanceof Uint8Array ? "" : (zero as JsonValue);
}

function singularMessage(field: DescField) {
  return field.fieldKind === "message" ? field.message : undefined;
}
