import { type DescEnum, ScalarType } from "@bufbuild/protobuf";
import { type Json, JsonNumber } from "./json-text.ts";

/** A value of a scalar field as protobuf-es holds it; 64-bit integers are bigint. */
export type Scalar = string | boolean | number | bigint | Uint8Array;

interface Range {
  readonly min: bigint;
  readonly max: bigint;
  /** True if the field holds a bigint. */
  readonly wide: boolean;
}

const int32 = { min: -(2n ** 31n), max: 2n ** 31n - 1n, wide: false };
const uint32 = { min: 0n, max: 2n ** 32n - 1n, wide: false };
const int64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n, wide: true };
const uint64 = { min: 0n, max: 2n ** 64n - 1n, wide: true };
const ranges: Partial<Record<ScalarType, Range>> = {
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
};

/** A scalar from the text of a path segment or a query parameter; undefined if the text is none. */
export function scalarFromText(type: ScalarType, text: string): Scalar | undefined {
  const range = ranges[type];
  if (range !== undefined) return /^-?[0-9]+$/.test(text) ? inRange(integer(text), range) : undefined;
  if (type === ScalarType.BOOL) return text === "true" || (text === "false" ? false : undefined);
  return fromString(type, text);
}

/** A scalar from proto3 JSON; undefined if the JSON is none. */
export function scalarFromJson(type: ScalarType, json: Json): Scalar | undefined {
  if (type === ScalarType.BOOL) return typeof json === "boolean" ? json : undefined;
  if (typeof json === "string") {
    const range = ranges[type];
    return range === undefined ? fromString(type, json) : inRange(integer(json), range);
  }
  return json instanceof JsonNumber ? fromNumber(type, json.text) : undefined;
}

function fromNumber(type: ScalarType, text: string): Scalar | undefined {
  const range = ranges[type];
  if (range !== undefined) return inRange(integer(text), range);
  return type === ScalarType.DOUBLE || type === ScalarType.FLOAT ? floating(type, text) : undefined;
}

function fromString(type: ScalarType, text: string): Scalar | undefined {
  switch (type) {
    case ScalarType.STRING:
      return text;
    case ScalarType.BYTES:
      return bytes(text);
    default:
      return floating(type, text);
  }
}

/** A map key from a key of a JSON object; undefined if the key is none. */
export function mapKey(type: ScalarType, key: string): string | boolean | number | bigint | undefined {
  const value = scalarFromText(type, key);
  return value instanceof Uint8Array ? undefined : value;
}

/** What a value of the type has to be, to follow "must be". */
export function expectation(type: ScalarType): string {
  const range = ranges[type];
  if (range !== undefined) return `an integer from ${range.min} to ${range.max}`;
  switch (type) {
    case ScalarType.BOOL:
      return "true or false";
    case ScalarType.BYTES:
      return "base64";
    case ScalarType.STRING:
      return "a string";
    default:
      return `a number, NaN, Infinity or -Infinity in the range of a ${type === ScalarType.FLOAT ? "float" : "double"}`;
  }
}

const decimal = /^(-?)(0|[1-9][0-9]*|[0-9]+(?![.eE]))(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,3}))?$/;
const longest = 400;

/** An integer from decimal text, exactly; "1.0" and "1e3" are integers too. */
function integer(text: string): bigint | undefined {
  const match = text.length > longest ? null : decimal.exec(text);
  if (match === null) return undefined;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const shift = Number(exponent) - fraction.length;
  const digits = whole + fraction;
  if (shift >= 0) return BigInt(`${sign}0`) + BigInt(`${sign}1`) * BigInt(digits) * 10n ** BigInt(shift);
  const cut = digits.padStart(-shift + 1, "0");
  if (/[1-9]/.test(cut.slice(shift))) return undefined;
  return BigInt(`${sign}1`) * BigInt(cut.slice(0, shift));
}

function inRange(value: bigint | undefined, { min, max, wide }: Range): number | bigint | undefined {
  if (value === undefined || value < min || value > max) return undefined;
  return wide ? value : Number(value);
}

const real = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

function floating(type: ScalarType, text: string): number | undefined {
  if (text === "NaN" || text === "Infinity" || text === "-Infinity") return Number(text);
  if (!real.test(text)) return undefined;
  const value = type === ScalarType.FLOAT ? Math.fround(Number(text)) : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Base64 in the standard or the URL alphabet, with or without padding. */
function bytes(text: string): Uint8Array | undefined {
  const body = text.replace(/={1,2}$/, "");
  const fits = body.length === text.length ? body.length % 4 !== 1 : text.length % 4 === 0;
  const alphabet = /^[A-Za-z0-9+/]*$/.test(body) || /^[A-Za-z0-9_-]*$/.test(body);
  return fits && alphabet ? new Uint8Array(Buffer.from(body, "base64")) : undefined;
}

/** The number of an enum value from its name in JSON or its number; undefined if the JSON is neither. */
export function enumFromJson(desc: DescEnum, json: Json): number | undefined {
  if (typeof json === "string") return enumByName(desc, json);
  if (json === null && desc.typeName === "google.protobuf.NullValue") return 0;
  return json instanceof JsonNumber ? enumByNumber(desc, json.text) : undefined;
}

/** The number of an enum value from its name or its number as text; undefined if the text is neither. */
export function enumFromText(desc: DescEnum, text: string): number | undefined {
  return enumByName(desc, text) ?? (/^-?[0-9]+$/.test(text) ? enumByNumber(desc, text) : undefined);
}

function enumByName(desc: DescEnum, name: string): number | undefined {
  return desc.values.find((value) => value.name === name)?.number;
}

/** Unknown numbers are kept where the enum is open. */
function enumByNumber(desc: DescEnum, text: string): number | undefined {
  const value = inRange(integer(text), int32);
  if (typeof value !== "number") return undefined;
  return desc.open || desc.value[value] !== undefined ? value : undefined;
}
