import type { JsonSchema } from "./json-schema.ts";

const integerText = { type: "string", format: "int64", pattern: "^-?[0-9]+$" };
const bytes = { type: "string", contentEncoding: "base64" };

/** The JSON forms of google.protobuf's types, as ProtoJSON writes them. */
const forms: Readonly<Record<string, JsonSchema>> = {
  Timestamp: { type: "string", format: "date-time" },
  Duration: { type: "string", pattern: "^-?[0-9]+(\\.[0-9]{1,9})?s$" },
  FieldMask: { type: "string", description: "Names of fields in lowerCamelCase, separated by commas." },
  Struct: { type: "object", additionalProperties: true },
  Value: {},
  ListValue: { type: "array", items: {} },
  Empty: { type: "object", additionalProperties: false },
  Any: { type: "object", properties: { "@type": { type: "string" } }, required: ["@type"], additionalProperties: true },
  DoubleValue: { type: ["number", "null"], format: "double" },
  FloatValue: { type: ["number", "null"], format: "float" },
  Int32Value: { type: ["integer", "null"], format: "int32" },
  UInt32Value: { type: ["integer", "null"], format: "int64", minimum: 0 },
  Int64Value: { ...integerText, type: ["string", "null"] },
  UInt64Value: { ...integerText, type: ["string", "null"] },
  BoolValue: { type: ["boolean", "null"] },
  StringValue: { type: ["string", "null"] },
  BytesValue: { ...bytes, type: ["string", "null"] },
};

/** The schema of a message whose JSON is not simply an object of its fields. */
export function wellKnownSchema(typeName: string): JsonSchema | undefined {
  const prefix = "google.protobuf.";
  if (typeName === "google.api.HttpBody") return { description: "Bytes of the content type they come with." };
  return typeName.startsWith(prefix) ? forms[typeName.slice(prefix.length)] : undefined;
}
