import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import fc from "fast-check";

type Bytes = Uint8Array;

/** Bytes as a peer could write them for a message: fields in any order, more than once, unknown ones, and extremes. */
export function randomWire(desc: DescMessage, depth = 3): fc.Arbitrary<Bytes> {
  const fields = desc.fields.filter((field) => depth > 0 || (field.fieldKind !== "message" && !field.message));
  const records = fields.map((field) => record(field, depth));
  const unknown = fc.constant(new BinaryWriter().tag(1_999, WireType.Varint).uint32(7).finish());
  return fc.array(fc.oneof(unknown, ...records), { maxLength: 12 }).map((all) => Buffer.concat(all));
}

function record(field: DescField, depth: number): fc.Arbitrary<Bytes> {
  switch (field.fieldKind) {
    case "scalar":
      return scalar(field.scalar).map((write) => write(new BinaryWriter(), field.number).finish());
    case "enum":
      return enumNumber(field.enum.values.map(({ number }) => number)).map((value) =>
        new BinaryWriter().tag(field.number, WireType.Varint).int32(value).finish(),
      );
    case "message":
      return randomWire(field.message, depth - 1).map((bytes) => delimited(field.number, bytes));
    case "list":
      return listRecord(field, depth);
    case "map":
      return fc
        .tuple(scalar(field.mapKey), mapValue(field, depth), fc.boolean(), fc.boolean())
        .map(([key, value, hasKey, hasValue]) => {
          const parts = [hasKey ? key(new BinaryWriter(), 1).finish() : [], hasValue ? value : []];
          return delimited(field.number, Buffer.concat(parts.map((part) => Uint8Array.from(part))));
        });
  }
}

function listRecord(field: DescField & { fieldKind: "list" }, depth: number): fc.Arbitrary<Bytes> {
  if (field.listKind === "message")
    return randomWire(field.message, depth - 1).map((bytes) => delimited(field.number, bytes));
  if (field.listKind === "enum") {
    const packed = (values: number[]) =>
      values.reduce((writer, value) => writer.int32(value), new BinaryWriter()).finish();
    return fc.array(fc.nat(3), { maxLength: 3 }).map((values) => delimited(field.number, packed(values)));
  }
  const single = scalar(field.scalar).map((write) => write(new BinaryWriter(), field.number).finish());
  const canPack = field.scalar === ScalarType.INT64;
  const packed = fc
    .array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), { maxLength: 4 })
    .map((values) => values.reduce((writer, value) => writer.int64(value), new BinaryWriter()).finish())
    .map((bytes) => delimited(field.number, bytes));
  return canPack ? fc.oneof(single, packed) : single;
}

function mapValue(field: DescField & { fieldKind: "map" }, depth: number): fc.Arbitrary<Bytes> {
  switch (field.mapKind) {
    case "message":
      return randomWire(field.message, depth - 1).map((bytes) => delimited(2, bytes));
    case "enum":
      return fc.nat(3).map((value) => new BinaryWriter().tag(2, WireType.Varint).int32(value).finish());
    case "scalar":
      return scalar(field.scalar).map((write) => write(new BinaryWriter(), 2).finish());
  }
}

function delimited(number: number, bytes: Bytes): Bytes {
  return new BinaryWriter().tag(number, WireType.LengthDelimited).bytes(bytes).finish();
}

type Write = (writer: BinaryWriter, number: number) => BinaryWriter;

const int32 = fc.oneof(fc.constant(0), fc.integer());
const uint32 = fc.oneof(fc.constant(0), fc.nat(2 ** 32 - 1));
const int64 = fc.oneof(fc.constant(0n), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }));
const uint64 = fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }));
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("", "__proto__", "7", "\uFEFF", '"\\\n\u2028', "\uFFFD", "snake_case"),
);

function scalar(type: ScalarType): fc.Arbitrary<Write> {
  switch (type) {
    case ScalarType.INT32:
      return int32.map((value) => (to, number) => to.tag(number, WireType.Varint).int32(value));
    case ScalarType.SINT32:
      return int32.map((value) => (to, number) => to.tag(number, WireType.Varint).sint32(value));
    case ScalarType.SFIXED32:
      return int32.map((value) => (to, number) => to.tag(number, WireType.Bit32).sfixed32(value));
    case ScalarType.UINT32:
      return uint32.map((value) => (to, number) => to.tag(number, WireType.Varint).uint32(value));
    case ScalarType.FIXED32:
      return uint32.map((value) => (to, number) => to.tag(number, WireType.Bit32).fixed32(value));
    case ScalarType.INT64:
      return int64.map((value) => (to, number) => to.tag(number, WireType.Varint).int64(value));
    case ScalarType.SINT64:
      return int64.map((value) => (to, number) => to.tag(number, WireType.Varint).sint64(value));
    case ScalarType.SFIXED64:
      return int64.map((value) => (to, number) => to.tag(number, WireType.Bit64).sfixed64(value));
    case ScalarType.UINT64:
      return uint64.map((value) => (to, number) => to.tag(number, WireType.Varint).uint64(value));
    case ScalarType.FIXED64:
      return uint64.map((value) => (to, number) => to.tag(number, WireType.Bit64).fixed64(value));
    case ScalarType.BOOL:
      return fc.boolean().map((value) => (to, number) => to.tag(number, WireType.Varint).bool(value));
    case ScalarType.FLOAT:
      return fc.float().map((value) => (to, number) => to.tag(number, WireType.Bit32).float(value));
    case ScalarType.DOUBLE:
      return fc.double().map((value) => (to, number) => to.tag(number, WireType.Bit64).double(value));
    case ScalarType.STRING:
      return fc.oneof(
        text.map(
          (value): Write =>
            (to, number) =>
              to.tag(number, WireType.LengthDelimited).bytes(Buffer.from(value)),
        ),
        fc.uint8Array({ maxLength: 4 }).map(
          (value): Write =>
            (to, number) =>
              to.tag(number, WireType.LengthDelimited).bytes(value),
        ),
      );
    case ScalarType.BYTES:
      return fc.uint8Array().map((value) => (to, number) => to.tag(number, WireType.LengthDelimited).bytes(value));
  }
}

function enumNumber(known: readonly number[]): fc.Arbitrary<number> {
  return fc.oneof(fc.constantFrom(...known), int32);
}
