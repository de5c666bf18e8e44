import type { DescMessage, JsonValue } from "@bufbuild/protobuf";
import { wellKnownSchema } from "../well-known.ts";

const values: Readonly<Record<string, JsonValue>> = {
  Timestamp: "2026-03-02T09:15:00Z",
  Duration: "30s",
  FieldMask: "",
  Struct: {},
  Value: "value",
  ListValue: [],
  Empty: {},
  DoubleValue: 1,
  FloatValue: 1,
  Int32Value: 1,
  UInt32Value: 1,
  Int64Value: "1",
  UInt64Value: "1",
  BoolValue: true,
  StringValue: "text",
  BytesValue: "AAEC",
};

/** The example of a message whose JSON is not simply an object of its fields; null for one that stays unset. */
export function wellKnownExample({ typeName }: DescMessage): JsonValue | undefined {
  if (wellKnownSchema(typeName) === undefined) return undefined;
  return values[typeName.slice("google.protobuf.".length)] ?? null;
}
