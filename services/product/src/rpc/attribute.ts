import * as proto from "#gen/grpc/ultramarket/product/v1/product.ts";
import { assertNever, invalid } from "#mesh/kernel";
import type { AttributeDefinition, AttributeType, AttributeValue, TypedValue } from "../domain/attribute.ts";

const types: Readonly<Record<AttributeType, proto.AttributeType>> = {
  TEXT: proto.AttributeType.ATTRIBUTE_TYPE_TEXT,
  INTEGER: proto.AttributeType.ATTRIBUTE_TYPE_INTEGER,
  DECIMAL: proto.AttributeType.ATTRIBUTE_TYPE_DECIMAL,
  BOOLEAN: proto.AttributeType.ATTRIBUTE_TYPE_BOOLEAN,
  CHOICE: proto.AttributeType.ATTRIBUTE_TYPE_CHOICE,
  DATE: proto.AttributeType.ATTRIBUTE_TYPE_DATE,
  MEASURE: proto.AttributeType.ATTRIBUTE_TYPE_MEASURE,
};

const named = new Map(Object.entries(types).map(([name, type]) => [type, name as AttributeType]));

export function encodeDefinition(definition: AttributeDefinition): proto.AttributeDefinition {
  const { type, choices, units } = definition;
  return { ...definition, type: types[type], choices: [...choices], units: [...units] };
}

export function decodeDefinition(input: proto.AttributeDefinition, index: number): AttributeDefinition {
  const type = named.get(input.type);
  if (type === undefined) throw invalid({ field: `category.attributes[${index}].type`, description: "is required" });
  return { ...input, type };
}

export function encodeValue({ code, values }: AttributeValue): proto.AttributeValue {
  return { code, values: values.map((value) => ({ value: encodeTyped(value) })) };
}

/** `field` is the path of the list that the value is in. */
export const decodeValue =
  (field: string) =>
  ({ code, values }: proto.AttributeValue, index: number): AttributeValue => ({
    code,
    values: values.map(({ value }, place) => {
      if (value === undefined) {
        throw invalid({ field: `${field}[${index}].values[${place}]`, description: "has no value" });
      }
      return decodeTyped(value);
    }),
  });

type ProtoValue = NonNullable<proto.TypedValue["value"]>;

function encodeTyped({ type, text, unit }: TypedValue): ProtoValue {
  switch (type) {
    case "TEXT":
      return { $case: "text", text: text };
    case "INTEGER":
      return { $case: "integer", integer: BigInt(text) };
    case "DECIMAL":
      return { $case: "decimal", decimal: text };
    case "BOOLEAN":
      return { $case: "boolean", boolean: text === "true" };
    case "CHOICE":
      return { $case: "choice", choice: text };
    case "DATE":
      return { $case: "date", date: text };
    case "MEASURE":
      return { $case: "measure", measure: { amount: text, unit: unit ?? "" } };
    default:
      return assertNever(type);
  }
}

function decodeTyped(value: ProtoValue): TypedValue {
  switch (value.$case) {
    case "text":
      return { type: "TEXT", text: value.text };
    case "integer":
      return { type: "INTEGER", text: value.integer.toString() };
    case "decimal":
      return { type: "DECIMAL", text: value.decimal };
    case "boolean":
      return { type: "BOOLEAN", text: String(value.boolean) };
    case "choice":
      return { type: "CHOICE", text: value.choice };
    case "date":
      return { type: "DATE", text: value.date };
    case "measure":
      return { type: "MEASURE", text: value.measure.amount, unit: value.measure.unit };
    default:
      return assertNever(value);
  }
}
