import { type DescField, type DescMessage, fromBinary, type Registry, toJsonString } from "@bufbuild/protobuf";
import { type FieldText, fieldText, type ReadMessage, type Slot } from "./field.ts";
import { Source, uncommon } from "./source.ts";

export interface WireJsonOptions {
  /** Resolves google.protobuf.Any, and extensions. */
  readonly registry: Registry;
  /** Writes fields without presence even when they have their default. */
  readonly alwaysEmitImplicit?: boolean;
}

const deepest = 100;

/**
 * Compiles how encoded messages of a type become proto3 JSON, without a message in between: the same text as
 * `toJsonString(desc, fromBinary(desc, bytes), options)`, or the same error, in a fraction of the time. Whatever is
 * uncommon on the wire, such as a message field in two pieces, is left to the library in fact.
 */
export function compileWireJson(desc: DescMessage, options: WireJsonOptions): (bytes: Uint8Array) => string {
  const slowly = (bytes: Uint8Array) => toJsonString(desc, fromBinary(desc, bytes), options);
  if (!isPlain(desc, new Set())) return slowly;
  const read = readerOf(desc, { options, readers: new Map() });
  return (bytes) => {
    try {
      return read.fields(new Source(bytes), bytes.length, 1);
    } catch {
      // Uncommon or broken: the library reads the same bytes, and says what is wrong with them.
      return slowly(bytes);
    }
  };
}

interface Compiling {
  readonly options: WireJsonOptions;
  readonly readers: Map<DescMessage, Reader>;
}

interface Reader {
  /** With the length before it. */
  readonly whole: ReadMessage;
  /** Up to `end`. */
  fields(source: Source, end: number, depth: number): string;
}

function readerOf(desc: DescMessage, compiling: Compiling): Reader {
  const known = compiling.readers.get(desc);
  if (known !== undefined) return known;
  const reader = hasOwnJson(desc) ? libraryReader(desc, compiling.options) : fieldsReader(desc, compiling);
  compiling.readers.set(desc, reader);
  return reader;
}

/** Types whose JSON is not made of their fields. */
function libraryReader(desc: DescMessage, options: WireJsonOptions): Reader {
  const text = (bytes: Uint8Array) => toJsonString(desc, fromBinary(desc, bytes), options);
  return {
    whole: (source) => text(source.bytes()),
    fields: () => {
      throw uncommon;
    },
  };
}

function fieldsReader(desc: DescMessage, compiling: Compiling): Reader {
  const { registry, alwaysEmitImplicit = false } = compiling.options;
  const sorted = desc.fields.toSorted((a, b) => a.number - b.number);
  const place = new Map(sorted.map((field, index) => [field, index]));
  const places = new Map(sorted.map((field, index) => [field.number, index]));
  // Compiled when first used: types may contain each other.
  let texts: readonly FieldText[] | undefined;
  const compile = () => {
    const whole = (of: DescMessage): ReadMessage => {
      const reader = readerOf(of, compiling);
      return (source, depth) => reader.whole(source, depth);
    };
    return sorted.map((field) => fieldText(field, place, whole, alwaysEmitImplicit));
  };
  const fields: Reader["fields"] = (source, end, depth) => {
    if (depth > deepest) throw uncommon;
    texts ??= compile();
    const slots: Slot[] = new Array(texts.length).fill(undefined);
    while (source.pos < end) {
      const tag = source.plainTag();
      const number = tag >>> 3;
      const index = places.get(number);
      if (index === undefined) skip(source, tag, desc, registry);
      else readField(texts, index, source, tag & 7, slots, depth);
    }
    if (source.pos !== end) throw uncommon;
    return written(texts, slots);
  };
  return { fields, whole: (source, depth) => fields(source, source.end(), depth + 1) };
}

function readField(
  texts: readonly FieldText[],
  index: number,
  source: Source,
  wireType: number,
  slots: Slot[],
  depth: number,
): void {
  const text = texts[index];
  if (text === undefined) return;
  slots[index] = text.read(source, wireType, slots[index], depth);
  for (const other of text.clears) slots[other] = undefined;
}

/** Fields that the contract does not know say nothing in JSON, unless they are extensions. */
function skip(source: Source, tag: number, desc: DescMessage, registry: Registry): void {
  const number = tag >>> 3;
  if (registry.getExtensionFor(desc, number) !== undefined) throw uncommon;
  source.skip(tag & 7, number);
}

function written(texts: readonly FieldText[], slots: readonly Slot[]): string {
  let json = "";
  for (let index = 0; index < texts.length; index++) {
    const text = texts[index];
    const value = text?.write(slots[index]);
    if (value !== undefined) json += json === "" ? `${text?.key}${value}` : `,${text?.key}${value}`;
  }
  return `{${json}}`;
}

const wrappers = /^google\.protobuf\.(?:Any|Timestamp|Duration|FieldMask|Struct|Value|ListValue|\w+Value)$/;

function hasOwnJson({ typeName }: DescMessage): boolean {
  return wrappers.test(typeName);
}

/** False for what proto3 does not have: groups, closed enums and required fields; and for types with a JSON of their own. */
function isPlain(desc: DescMessage, seen: Set<DescMessage>): boolean {
  if (seen.has(desc)) return true;
  if (hasOwnJson(desc)) return seen.size > 0;
  seen.add(desc);
  return desc.fields.every((field) => isPlainField(field) && (!field.message || isPlain(field.message, seen)));
}

function isPlainField(field: DescField): boolean {
  const isGroup = "delimitedEncoding" in field && field.delimitedEncoding === true;
  const isRequired = field.presence === 3;
  return !isGroup && !isRequired && (field.enum?.open ?? true);
}
