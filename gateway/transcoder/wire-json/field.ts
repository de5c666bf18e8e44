import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence } from "@bufbuild/protobuf/wkt";
import { enumText, type ReadText, type ScalarText, scalarTexts } from "./scalar.ts";
import { type Source, uncommon } from "./source.ts";

/** Reads a message that is `depth` messages deep, with its length before it. */
export type ReadMessage = (source: Source, depth: number) => string;

/** What is known of a field while its message is read: texts by key for maps, else the text so far. */
export type Slot = string | Record<string, string> | undefined;

/** How a field is read and written. */
export interface FieldText {
  /** Its name in JSON, with the colon. */
  readonly key: string;
  /** Reads one occurrence; gives what is known then. */
  read(source: Source, wireType: number, known: Slot, depth: number): Slot;
  /** What stands in the JSON; undefined for nothing. */
  write(known: Slot): string | undefined;
  /** Fields that are cleared by this one, by their places. */
  readonly clears: readonly number[];
}

const lengthDelimited = 2;

/** `readerOf` gives how a type of message is read; `implicit` is whether defaults without presence are written. */
export function fieldText(
  field: DescField,
  place: ReadonlyMap<DescField, number>,
  readerOf: (desc: DescMessage) => ReadMessage,
  implicit: boolean,
): FieldText {
  const key = `${JSON.stringify(field.jsonName)}:`;
  const clears = (field.oneof?.fields ?? []).filter((other) => other !== field).map((other) => place.get(other) ?? 0);
  switch (field.fieldKind) {
    case "message": {
      const read = readerOf(field.message);
      return { key, clears, read: (source, _, known, depth) => once(known, read(source, depth)), write: asText };
    }
    case "scalar":
    case "enum": {
      const { read, zero } = field.fieldKind === "enum" ? enumText(field.enum) : scalarTexts[field.scalar];
      const isImplicit = field.presence === FeatureSet_FieldPresence.IMPLICIT;
      return { key, clears, read, write: isImplicit ? withDefault(zero, implicit) : asText };
    }
    case "list":
      return { key, clears, read: listReader(field, readerOf), write: list(implicit) };
    case "map":
      return { key, clears, read: mapReader(field, readerOf), write: map(implicit) };
  }
}

/** A message field in several pieces has to be merged. */
function once(known: Slot, text: string): string {
  if (known !== undefined) throw uncommon;
  return text;
}

const asText = (known: Slot): string | undefined => known as string | undefined;

function withDefault(zero: string, implicit: boolean): FieldText["write"] {
  if (implicit) return (known) => (known as string | undefined) ?? zero;
  return (known) => (known === zero ? undefined : (known as string | undefined));
}

function list(implicit: boolean): FieldText["write"] {
  const none = implicit ? "[]" : undefined;
  return (known) => (known === undefined ? none : `[${known}]`);
}

function listReader(
  field: DescField & { fieldKind: "list" },
  readerOf: (desc: DescMessage) => ReadMessage,
): FieldText["read"] {
  const join = (known: Slot, text: string) => (known === undefined ? text : `${known},${text}`);
  if (field.listKind === "message") {
    const read = readerOf(field.message);
    return (source, _, known, depth) => join(known, read(source, depth));
  }
  const { read, isDelimited } = field.listKind === "enum" ? enumText(field.enum) : scalarTexts[field.scalar];
  return (source, wireType, known) => {
    if (isDelimited || wireType !== lengthDelimited) return join(known, read(source));
    let all = known;
    for (const end = source.end(); source.pos < end; ) all = join(all, read(source));
    return all;
  };
}

function map(implicit: boolean): FieldText["write"] {
  const none = implicit ? "{}" : undefined;
  return (known) => {
    if (known === undefined) return none;
    const entries = Object.entries(known).map(([key, text]) => `${JSON.stringify(key)}:${text}`);
    return `{${entries.join()}}`;
  };
}

/** Keys are in the order of a JavaScript object, as with the library. */
function mapReader(
  field: DescField & { fieldKind: "map" },
  readerOf: (desc: DescMessage) => ReadMessage,
): FieldText["read"] {
  const readKey = mapKeyReader(scalarTexts[field.mapKey]);
  const zeroKey = field.mapKey === ScalarType.STRING ? "" : field.mapKey === ScalarType.BOOL ? "false" : "0";
  const { read, zero } = mapValue(field, readerOf);
  return (source, _, known, depth) => {
    const entries = (known as Record<string, string> | undefined) ?? Object.create(null);
    let key = zeroKey;
    let value: string | undefined;
    for (const end = source.end(); source.pos < end; ) {
      const tag = source.plainTag();
      if (tag >>> 3 === 1) key = readKey(source);
      else if (tag >>> 3 === 2 && value === undefined) value = read(source, depth);
      else throw uncommon;
    }
    if (value === undefined && zero === undefined) throw uncommon;
    entries[key] = value ?? zero ?? "";
    return entries;
  };
}

function mapKeyReader({ read }: ScalarText): ReadText {
  return (source) => String(JSON.parse(read(source)));
}

interface MapValue {
  readonly read: ReadMessage;
  /** The text of an entry without a value; undefined where it takes the library to tell. */
  readonly zero?: string;
}

function mapValue(field: DescField & { fieldKind: "map" }, readerOf: (desc: DescMessage) => ReadMessage): MapValue {
  switch (field.mapKind) {
    case "message":
      return { read: readerOf(field.message) };
    case "enum":
      return enumText(field.enum);
    case "scalar":
      return scalarTexts[field.scalar];
  }
}
