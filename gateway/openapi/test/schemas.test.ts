import { create, createFileRegistry, type DescMessage, type MessageInitShape, setExtension } from "@bufbuild/protobuf";
import * as wkt from "@bufbuild/protobuf/wkt";
import {
  FieldRulesSchema,
  file_buf_validate_validate,
  Ignore,
  field as rules,
} from "#gen/es/buf/validate/validate_pb.js";
import { createSchemas } from "../schemas.ts";

const schemas = createSchemas(() => "");
const { LABEL } = { LABEL: wkt.FieldDescriptorProto_Label };
const { TYPE } = { TYPE: wkt.FieldDescriptorProto_Type };

test.each([
  [wkt.DoubleValueSchema, { type: "number", format: "double" }],
  [wkt.FloatValueSchema, { type: "number", format: "float" }],
  [wkt.Int64ValueSchema, { type: "string", format: "int64", pattern: "^-?[0-9]+$" }],
  [wkt.UInt64ValueSchema, { type: "string", format: "uint64", pattern: "^[0-9]+$" }],
  [wkt.Int32ValueSchema, { type: "integer", format: "int32" }],
  [wkt.UInt32ValueSchema, { type: "integer", format: "int64", minimum: 0, maximum: 4_294_967_295 }],
  [wkt.BoolValueSchema, { type: "boolean" }],
  [wkt.StringValueSchema, { type: "string" }],
  [wkt.BytesValueSchema, { type: "string", contentEncoding: "base64" }],
])("a value of %j has the form ProtoJSON gives it", (wrapper: DescMessage, expected) => {
  const [value] = wrapper.fields;
  expect(value && schemas.field(value)).toEqual(expected);
});

test.each([
  [wkt.TimestampSchema, { format: "date-time" }],
  [wkt.AnySchema, { required: ["@type"] }],
  [wkt.StringValueSchema, { type: ["string", "null"] }],
  [wkt.StructSchema, { type: "object" }],
])("%j is no object of its fields", (message: DescMessage, expected) => {
  expect(schemas.message(message)).toMatchObject(expected);
});

/** A field of this type, or a list of it, under these rules. */
function ruled(type: number, given: MessageInitShape<typeof FieldRulesSchema>, repeated = false) {
  const options = create(wkt.FieldOptionsSchema);
  setExtension(options, rules, create(FieldRulesSchema, given));
  const label = repeated ? LABEL.REPEATED : LABEL.OPTIONAL;
  const fields = [{ name: "the_field", jsonName: "theField", number: 1, type, label, options }];
  const file = create(wkt.FileDescriptorProtoSchema, {
    name: "ruled.proto",
    syntax: "proto3",
    dependency: [file_buf_validate_validate.proto.name],
    messageType: [{ name: "Ruled", field: fields }],
  });
  const found = createFileRegistry(file, () => file_buf_validate_validate).getMessage("Ruled")?.fields[0];
  if (found === undefined) throw new Error("no field");
  return schemas.field(found);
}

test.each([
  [TYPE.STRING, { type: { case: "string", value: { len: 3n } } }, { minLength: 3, maxLength: 3 }],
  [TYPE.STRING, { type: { case: "string", value: { in: ["a", "b"] } } }, { enum: ["a", "b"] }],
  [TYPE.STRING, { type: { case: "string", value: { const: "a" } } }, { const: "a" }],
  [
    TYPE.STRING,
    { type: { case: "string", value: { wellKnown: { case: "email", value: true } } } },
    { format: "email" },
  ],
  [TYPE.STRING, { cel: [{ id: "a", message: "be good", expression: "true" }] }, { "x-rules": ["be good"] }],
  [
    TYPE.STRING,
    { ignore: Ignore.IF_ZERO_VALUE, type: { case: "string", value: { minLen: 2n, in: ["ab"] } } },
    { enum: ["", "ab"] },
  ],
  [
    TYPE.INT32,
    { type: { case: "int32", value: { greaterThan: { case: "gt", value: 1 }, lessThan: { case: "lt", value: 9 } } } },
    { exclusiveMinimum: 1, exclusiveMaximum: 9 },
  ],
  [TYPE.INT32, { type: { case: "int32", value: { in: [1, 2] } } }, { enum: [1, 2] }],
  [
    TYPE.INT64,
    {
      type: { case: "int64", value: { greaterThan: { case: "gte", value: 1n }, lessThan: { case: "lt", value: 9n } } },
    },
    { "x-rules": ["must be at least 1 and less than 9"] },
  ],
] as const)("rules of a field of type %j become keywords", (type, given, expected) => {
  expect(ruled(type, given as MessageInitShape<typeof FieldRulesSchema>)).toMatchObject(expected);
});

test("a list that may be empty has no least number of items", () => {
  const list = { case: "repeated", value: { minItems: 2n, maxItems: 3n } } as const;
  expect(ruled(TYPE.STRING, { type: list }, true)).toMatchObject({ minItems: 2, maxItems: 3 });
  expect(ruled(TYPE.STRING, { type: list, ignore: Ignore.IF_ZERO_VALUE }, true)).not.toHaveProperty("minItems");
});

test("what is deprecated says so", () => {
  const [old] = wkt.DescriptorProtoSchema.fields;
  if (old === undefined) throw new Error("no field");
  expect(schemas.field(old)).not.toHaveProperty("deprecated");
  const deprecated = Object.create(old, { deprecated: { value: true } });
  expect(schemas.field(deprecated)).toMatchObject({ type: "string", deprecated: true });
});
