import { isUtf8 } from "node:buffer";
import { type DescEnum, ScalarType } from "@bufbuild/protobuf";
import type { Sink } from "./sink.ts";
import { type Source, uncommon } from "./source.ts";

/** Reads one value and writes its JSON; true if it is the default of fields without presence. */
export type CopyValue = (source: Source, sink: Sink) => boolean;

/** How values of one type are copied. */
export interface ValueForm {
  readonly copy: CopyValue;
  /** The JSON of the default. */
  readonly zero: string;
  /** False if a list of them may be packed. */
  readonly isDelimited: boolean;
}

const quote = 0x22;
const backslash = 0x5c;
const firstPrintable = 0x20;
const firstBeyondAscii = 0x80;

const number = (read: (source: Source) => number): ValueForm => ({
  copy(source, sink) {
    const value = read(source);
    // JSON has no -0, which is not the zero that is left out.
    if (Object.is(value, -0)) throw uncommon;
    sink.ascii(Number.isFinite(value) ? String(value) : `"${value}"`);
    return value === 0;
  },
  zero: "0",
  isDelimited: false,
});

const long = (read: (source: Source) => bigint | string): ValueForm => ({
  copy(source, sink) {
    const text = String(read(source));
    sink.ascii(`"${text}"`);
    return text === "0";
  },
  zero: '"0"',
  isDelimited: false,
});

const truth: ValueForm = {
  copy(source, sink) {
    const value = source.bool();
    sink.ascii(value ? "true" : "false");
    return !value;
  },
  zero: "false",
  isDelimited: false,
};

const bytes: ValueForm = {
  copy(source, sink) {
    const end = source.end();
    const isEmpty = end === source.pos;
    sink.text(`"${source.base64(end)}"`);
    return isEmpty;
  },
  zero: '""',
  isDelimited: true,
};

/** Text that JSON holds as it is goes from buffer to buffer. */
const string: ValueForm = {
  copy(source, sink) {
    const end = source.end();
    const begin = source.pos;
    sink.reserve(end - begin + 2);
    const to = sink.bytes;
    const from = source.from;
    let at = sink.pos;
    let isKnownUtf8 = false;
    to[at++] = quote;
    for (let index = begin; index < end; index++) {
      const byte = from[index] ?? 0;
      if (byte < firstPrintable || byte === quote || byte === backslash) {
        sink.text(JSON.stringify(source.utf8(end)));
        return false;
      }
      if (byte >= firstBeyondAscii && !isKnownUtf8) {
        isKnownUtf8 = isUtf8(from.subarray(index, end));
        if (!isKnownUtf8) throw uncommon;
      }
      to[at++] = byte;
    }
    to[at++] = quote;
    sink.pos = at;
    source.pos = end;
    return begin === end;
  },
  zero: '""',
  isDelimited: true,
};

export const valueForms: Readonly<Record<ScalarType, ValueForm>> = {
  [ScalarType.INT32]: number((source) => source.int32()),
  [ScalarType.UINT32]: number((source) => source.short()),
  [ScalarType.SINT32]: number((source) => source.sint32()),
  [ScalarType.FIXED32]: number((source) => source.fixed32()),
  [ScalarType.SFIXED32]: number((source) => source.sfixed32()),
  [ScalarType.INT64]: long((source) => source.decimal()),
  [ScalarType.UINT64]: long((source) => source.uint64()),
  [ScalarType.SINT64]: long((source) => source.sint64()),
  [ScalarType.FIXED64]: long((source) => source.fixed64()),
  [ScalarType.SFIXED64]: long((source) => source.sfixed64()),
  [ScalarType.FLOAT]: number((source) => source.float()),
  [ScalarType.DOUBLE]: number((source) => source.double()),
  [ScalarType.BOOL]: truth,
  [ScalarType.STRING]: string,
  [ScalarType.BYTES]: bytes,
};

/** Enums are written by name; numbers without one as they are. */
export function enumForm(desc: DescEnum): ValueForm {
  const isNull = desc.typeName === "google.protobuf.NullValue";
  const texts = new Map(desc.values.map(({ number, jsonName }) => [number, JSON.stringify(jsonName)]));
  return {
    copy(source, sink) {
      const value = source.short() | 0;
      if (isNull && value !== 0) throw uncommon;
      sink.ascii(isNull ? "null" : (texts.get(value) ?? String(value)));
      return value === 0;
    },
    zero: isNull ? "null" : (texts.get(desc.values[0]?.number ?? 0) ?? "0"),
    isDelimited: false,
  };
}
