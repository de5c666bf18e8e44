import { type DescField, type DescMessage, type JsonObject, type JsonValue, ScalarType } from "@bufbuild/protobuf";

const deepest = 3;

const wellKnown: Readonly<Record<string, JsonValue>> = {
  "google.protobuf.Timestamp": "2026-01-31T12:00:00Z",
  "google.protobuf.Duration": "30s",
  "google.protobuf.FieldMask": "",
  "google.protobuf.Struct": {},
  "google.protobuf.Value": null,
  "google.protobuf.ListValue": [],
};

/** A message as proto3 JSON with every field in it, of each oneof the first; what contains itself is cut short. */
export function exampleRequest(message: DescMessage, depth = 0): JsonObject {
  const fields = message.fields.filter(({ oneof, name }) => {
    const isFirst = oneof === undefined || oneof.fields[0]?.name === name;
    return isFirst && name !== "request_id";
  });
  return Object.fromEntries(fields.map((field) => [field.jsonName, exampleOf(field, depth)]));
}

function exampleOf(field: DescField, depth: number): JsonValue {
  if (field.fieldKind === "list") return depth < deepest ? [exampleValue(field, depth)] : [];
  if (field.fieldKind === "map") return {};
  return exampleValue(field, depth);
}

function exampleValue(field: Exclude<DescField, { fieldKind: "map" }>, depth: number): JsonValue {
  if (field.message !== undefined) return messageOf(field.message, depth);
  if (field.enum !== undefined) return (field.enum.values[1] ?? field.enum.values[0])?.name ?? 0;
  return scalarOf(field.scalar);
}

function messageOf(message: DescMessage, depth: number): JsonValue {
  const known = wellKnown[message.typeName];
  if (known !== undefined) return known;
  if (/^google\.protobuf\.\w+Value$/.test(message.typeName)) return scalarOf(message.fields[0]?.scalar);
  return depth < deepest ? exampleRequest(message, depth + 1) : {};
}

function scalarOf(scalar: ScalarType | undefined): JsonValue {
  switch (scalar) {
    case ScalarType.STRING:
    case ScalarType.BYTES:
    case undefined:
      return "";
    case ScalarType.BOOL:
      return false;
    case ScalarType.INT64:
    case ScalarType.UINT64:
    case ScalarType.SINT64:
    case ScalarType.FIXED64:
    case ScalarType.SFIXED64:
      return "0";
    default:
      return 0;
  }
}
