import { type DescField, type DescMessage, type JsonValue, ScalarType } from "@bufbuild/protobuf";
import fc from "fast-check";

type AnyJson = fc.Arbitrary<JsonValue>;

/** Messages in proto3 JSON, by their descriptor: every kind of field, set or not, extremes, unknown enum numbers. */
export function randomJson(desc: DescMessage, depth = 3): AnyJson {
  return wellKnown[desc.typeName] ?? plain(desc, depth);
}

function plain(desc: DescMessage, depth: number): AnyJson {
  const fields = desc.fields.filter((field) => depth > 0 || field.message === undefined);
  const free = fields.filter(({ oneof }) => oneof === undefined);
  const members = Object.fromEntries(free.map((field) => [field.jsonName, fieldJson(field, depth)]));
  const chosen = desc.oneofs.map((oneof) => {
    const ofOne = fields.filter((field) => field.oneof === oneof);
    const cases = ofOne.map((field) => fieldJson(field, depth).map((value) => ({ [field.jsonName]: value })));
    return fc.oneof(fc.constant({}), ...cases);
  });
  const sparse = fc.subarray(Object.keys(members), { maxLength: Math.min(8, free.length) }).chain((names) => {
    const kept = names.map((name) => [name, members[name] ?? fc.constant(null)] as const);
    return fc.record(Object.fromEntries(kept));
  });
  return fc.tuple(sparse, ...chosen).map((parts): JsonValue => Object.assign({}, ...parts));
}

function fieldJson(field: DescField, depth: number): AnyJson {
  switch (field.fieldKind) {
    case "list":
      return fc.array(valueJson(field, depth), { maxLength: 3 });
    case "map":
      return fc
        .uniqueArray(fc.tuple(mapKey(field.mapKey), valueJson(field, depth)), {
          selector: ([key]) => key,
          maxLength: 3,
        })
        .map((entries) => Object.fromEntries(entries));
    default:
      return valueJson(field, depth);
  }
}

function valueJson(field: Pick<DescField, "scalar" | "enum" | "message">, depth: number): AnyJson {
  if (field.scalar !== undefined) return scalarJson[field.scalar];
  if (field.enum?.typeName === "google.protobuf.NullValue") return fc.constant(null);
  if (field.enum !== undefined) return fc.oneof(fc.constantFrom(...field.enum.values.map(({ name }) => name)), int32);
  return field.message === undefined ? fc.constant(null) : randomJson(field.message, depth - 1);
}

const int32 = fc.oneof(fc.integer(), fc.constantFrom(0, 1, -1, 2 ** 31 - 1, -(2 ** 31)));
const uint32 = fc.oneof(fc.nat(2 ** 32 - 1), fc.constantFrom(0, 2 ** 32 - 1));
const wide = (min: bigint, max: bigint) =>
  fc.oneof(fc.bigInt({ min, max }), fc.constantFrom(0n, min, max)).map((value) => String(value));
const int64 = wide(-(2n ** 63n), 2n ** 63n - 1n);
const uint64 = wide(0n, 2n ** 64n - 1n);
const beyond = fc.constantFrom("NaN", "Infinity", "-Infinity");
const positiveZero = (value: number) => (value === 0 ? 0 : value);
const double = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }).map(positiveZero), beyond);
const float = fc.oneof(fc.float({ noNaN: true, noDefaultInfinity: true }).map(positiveZero), beyond);
const text = fc.oneof(fc.string({ unit: "binary", maxLength: 12 }), fc.constantFrom("__proto__", "\ufeff", "+ /%&=#"));
const bytes = fc.uint8Array({ maxLength: 12 }).map((value) => Buffer.from(value).toString("base64"));

const scalarJson: Readonly<Record<ScalarType, AnyJson>> = {
  [ScalarType.INT32]: int32,
  [ScalarType.SINT32]: int32,
  [ScalarType.SFIXED32]: int32,
  [ScalarType.UINT32]: uint32,
  [ScalarType.FIXED32]: uint32,
  [ScalarType.INT64]: int64,
  [ScalarType.SINT64]: int64,
  [ScalarType.SFIXED64]: int64,
  [ScalarType.UINT64]: uint64,
  [ScalarType.FIXED64]: uint64,
  [ScalarType.BOOL]: fc.boolean(),
  [ScalarType.FLOAT]: float,
  [ScalarType.DOUBLE]: double,
  [ScalarType.STRING]: text,
  [ScalarType.BYTES]: bytes,
};

function mapKey(type: ScalarType): fc.Arbitrary<string> {
  return type === ScalarType.STRING ? text : scalarJson[type].map(String);
}

const timestamp = fc
  .date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true })
  .map((date) => date.toISOString());
const duration = fc.constantFrom("0s", "1.5s", "-0.000000001s", "315576000000s", "-315576000000s", "3.000001s");
const anything = fc.constantFrom<JsonValue>(
  {},
  { "@type": "type.googleapis.com/google.protobuf.Duration", value: "1.500s" },
  { "@type": "type.googleapis.com/transcoder.test.v1.ProbeMessage.Child", name: "x", inner: { size: 1 } },
);
const json = fc
  .jsonValue({ maxDepth: 2, stringUnit: "binary" })
  .map((value) => JSON.parse(JSON.stringify(value)) as JsonValue);

const wellKnown: Readonly<Record<string, AnyJson>> = {
  "google.protobuf.Timestamp": timestamp,
  "google.protobuf.Duration": duration,
  "google.protobuf.FieldMask": fc.constantFrom("", "name", "name,child.fullName"),
  "google.protobuf.Any": anything,
  "google.protobuf.Value": json,
  "google.protobuf.ListValue": fc.array(json, { maxLength: 3 }),
  "google.protobuf.Struct": fc.dictionary(text, json, { maxKeys: 3 }),
  "google.protobuf.Int32Value": int32,
  "google.protobuf.Int64Value": int64,
  "google.protobuf.StringValue": text,
  "google.protobuf.BoolValue": fc.boolean(),
  "google.protobuf.BytesValue": bytes,
  "google.protobuf.DoubleValue": double,
};
