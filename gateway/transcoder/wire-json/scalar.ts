import { type DescEnum, ScalarType } from "@bufbuild/protobuf";
import { type Source, uncommon } from "./source.ts";

/** Reads one value, and gives its JSON text. */
export type ReadText = (source: Source) => string;

/** How values of a scalar type are read, and the text of its zero. */
export interface ScalarText {
  readonly read: ReadText;
  readonly zero: string;
  /** False if a list of them may be packed. */
  readonly isDelimited: boolean;
}

const number = (read: (source: Source) => number): ScalarText => ({
  read: (source) => String(read(source)),
  zero: "0",
  isDelimited: false,
});

const quoted = (read: (source: Source) => bigint | string): ScalarText => ({
  read: (source) => `"${read(source)}"`,
  zero: '"0"',
  isDelimited: false,
});

const floating = (read: (source: Source) => number): ScalarText => ({
  read: (source) => floatText(read(source)),
  zero: "0",
  isDelimited: false,
});

/** JSON has no -0, which is not the zero that is left out. */
function floatText(value: number): string {
  if (Object.is(value, -0)) throw uncommon;
  return Number.isFinite(value) ? JSON.stringify(value) : `"${value}"`;
}

export const scalarTexts: Readonly<Record<ScalarType, ScalarText>> = {
  [ScalarType.INT32]: number((source) => source.int32()),
  [ScalarType.UINT32]: number((source) => source.uint32()),
  [ScalarType.SINT32]: number((source) => source.sint32()),
  [ScalarType.FIXED32]: number((source) => source.fixed32()),
  [ScalarType.SFIXED32]: number((source) => source.sfixed32()),
  [ScalarType.INT64]: quoted((source) => source.int64()),
  [ScalarType.UINT64]: quoted((source) => source.uint64()),
  [ScalarType.SINT64]: quoted((source) => source.sint64()),
  [ScalarType.FIXED64]: quoted((source) => source.fixed64()),
  [ScalarType.SFIXED64]: quoted((source) => source.sfixed64()),
  [ScalarType.FLOAT]: floating((source) => source.float()),
  [ScalarType.DOUBLE]: floating((source) => source.double()),
  [ScalarType.BOOL]: { read: (source) => String(source.bool()), zero: "false", isDelimited: false },
  [ScalarType.STRING]: { read: (source) => JSON.stringify(source.string()), zero: '""', isDelimited: true },
  [ScalarType.BYTES]: { read: (source) => `"${source.base64()}"`, zero: '""', isDelimited: true },
};

/** Enums are written by name; numbers without one as they are. */
export function enumText(desc: DescEnum): ScalarText {
  const isNull = desc.typeName === "google.protobuf.NullValue";
  const texts = new Map(desc.values.map(({ number, jsonName }) => [number, JSON.stringify(jsonName)]));
  return {
    read(source) {
      const value = source.int32();
      if (!isNull) return texts.get(value) ?? String(value);
      if (value !== 0) throw uncommon;
      return "null";
    },
    zero: isNull ? "null" : (texts.get(desc.values[0]?.number ?? 0) ?? "0"),
    isDelimited: false,
  };
}
