import type { DescField, DescMessage } from "@bufbuild/protobuf";

/** The field of a message by its name in proto spelling or its JSON name. */
export function findField(message: DescMessage, name: string): DescField | undefined {
  let fields = known.get(message);
  if (fields === undefined) {
    fields = new Map();
    for (const field of message.fields) fields.set(field.jsonName, field);
    for (const field of message.fields) fields.set(field.name, field);
    known.set(message, fields);
  }
  return fields.get(name);
}

const known = new WeakMap<DescMessage, Map<string, DescField>>();

/** "a.b" of a path of fields, in JSON spelling: the spelling of errors. */
export function jsonPath(fields: readonly DescField[]): string {
  return fields.map((field) => field.jsonName).join(".");
}

/** "a.b" of a path of fields, in proto spelling. */
export function protoPath(fields: readonly DescField[]): string {
  return fields.map((field) => field.name).join(".");
}

const namedByText = new Set(["Timestamp", "Duration", "FieldMask"].map((name) => `google.protobuf.${name}`));
const wrappers = new Set(
  ["Double", "Float", "Int64", "UInt64", "Int32", "UInt32", "Bool", "String", "Bytes"].map(
    (name) => `google.protobuf.${name}Value`,
  ),
);
const dynamic = new Set(["Any", "Struct", "Value", "ListValue"].map((name) => `google.protobuf.${name}`));

/**
 * How a message reads in JSON: "plain" as an object of its fields, "text" as a string (Timestamp, Duration,
 * FieldMask), "wrapper" as its value, "dynamic" by content (Any, Struct, Value, ListValue).
 */
export function jsonForm({ typeName }: DescMessage): "plain" | "text" | "wrapper" | "dynamic" {
  if (namedByText.has(typeName)) return "text";
  if (wrappers.has(typeName)) return "wrapper";
  return dynamic.has(typeName) ? "dynamic" : "plain";
}

/** True for google.api.HttpBody, whose bytes are the HTTP body itself. */
export function isHttpBody(message: DescMessage | undefined): boolean {
  return message?.typeName === "google.api.HttpBody";
}
