import { type DescField, type DescMessage, fromBinary, type Registry, toJsonString } from "@bufbuild/protobuf";
import { type CopyMessage, type FieldForm, fieldForm } from "./field.ts";
import { ObjectText } from "./object-text.ts";
import { Sink } from "./sink.ts";
import { Source, uncommon } from "./source.ts";
import { copyTimestamp } from "./timestamp.ts";

export interface WireJsonOptions {
  /** Resolves google.protobuf.Any, and extensions. */
  readonly registry: Registry;
  /** Writes fields without presence even when they have their default. */
  readonly alwaysEmitImplicit?: boolean;
}

const deepest = 100;
/** As many as there are bits in what counts them. */
const mostOneofs = 30;

/**
 * Compiles how encoded messages of a type become proto3 JSON in UTF-8, from bytes to bytes: the same text as
 * `toJsonString(desc, fromBinary(desc, bytes), options)`, or the same error, in a fraction of the time. Whatever is
 * uncommon on the wire, such as fields out of order, is left to the library in fact.
 */
export function compileWireJson(desc: DescMessage, options: WireJsonOptions): (bytes: Uint8Array) => Buffer {
  const slowly = (bytes: Uint8Array) => Buffer.from(toJsonString(desc, fromBinary(desc, bytes), options));
  if (!isPlain(desc)) return slowly;
  const copy = compileCopy(desc, options);
  return (bytes) => {
    try {
      return copy(bytes);
    } catch {
      // Uncommon or broken: the library reads the same bytes, and says what is wrong with them.
      return slowly(bytes);
    }
  };
}

/** The same for what is common; throws for everything else. */
export function compileCopy(desc: DescMessage, options: WireJsonOptions): (bytes: Uint8Array) => Buffer {
  const copy = copyOf(desc, { options, copies: new Map() });
  const sink = new Sink();
  return (bytes) => {
    sink.clear();
    copy(new Source(bytes), bytes.length, sink, 1);
    return sink.copy();
  };
}

interface Compiling {
  readonly options: WireJsonOptions;
  readonly copies: Map<DescMessage, CopyUntil>;
}

/** Reads a message up to `end`, and writes its JSON. */
type CopyUntil = (source: Source, end: number, sink: Sink, depth: number) => void;

function copyOf(desc: DescMessage, compiling: Compiling): CopyUntil {
  const known = compiling.copies.get(desc);
  if (known !== undefined) return known;
  const copy = isPlain(desc) ? copyFields(desc, compiling) : copyWhole(desc, compiling.options);
  compiling.copies.set(desc, copy);
  return copy;
}

function copyWhole(desc: DescMessage, options: WireJsonOptions): CopyUntil {
  if (desc.typeName === "google.protobuf.Timestamp") return copyTimestamp;
  return (source, end, sink, depth) => {
    const bytes = source.from.subarray(source.pos, end);
    sink.text(toJsonString(desc, fromBinary(desc, bytes, { recursionLimit: deepest + 1 - depth }), options));
    source.pos = end;
  };
}

function copyFields(desc: DescMessage, compiling: Compiling): CopyUntil {
  const sorted = desc.fields.toSorted((a, b) => a.number - b.number);
  const places = new Map(sorted.map((field, index) => [field.number, index]));
  // Compiled when first used: types may contain each other.
  let forms: readonly FieldForm[] | undefined;
  return (source, end, sink, depth) => {
    if (depth > deepest) throw uncommon;
    forms ??= formsOf(sorted, compiling);
    const text = new ObjectText(forms, sink);
    while (source.pos < end) {
      const tag = source.plainTag();
      const place = places.get(tag >>> 3);
      const form = place === undefined ? undefined : forms[place];
      if (place === undefined || form === undefined) skip(source, tag, desc, compiling.options.registry);
      else text.copy(place, form, source, tag & 7, depth);
    }
    if (source.pos !== end) throw uncommon;
    text.end();
  };
}

function formsOf(fields: readonly DescField[], compiling: Compiling): readonly FieldForm[] {
  const { alwaysEmitImplicit = false } = compiling.options;
  const nested = (desc: DescMessage): CopyMessage => {
    const copy = copyOf(desc, compiling);
    return (source, sink, depth) => copy(source, source.end(), sink, depth + 1);
  };
  const oneofOf = ({ oneof }: DescField) => (oneof === undefined ? 0 : 1 << oneof.parent.oneofs.indexOf(oneof));
  return fields.map((field) => fieldForm(field, oneofOf(field), nested, alwaysEmitImplicit));
}

/** Fields that the contract does not know say nothing in JSON, unless they are extensions. */
function skip(source: Source, tag: number, desc: DescMessage, registry: Registry): void {
  const number = tag >>> 3;
  if (registry.getExtensionFor(desc, number) !== undefined) throw uncommon;
  source.skip(tag & 7, number);
}

const ownJson = /^google\.protobuf\.(?:Any|Timestamp|Duration|FieldMask|Struct|Value|ListValue|\w+Value)$/;

/**
 * False for types whose JSON is not made of their fields in their order (maps have that of their keys), and for what
 * proto3 does not have: groups, closed enums and required fields.
 */
function isPlain({ typeName, fields, oneofs }: DescMessage): boolean {
  return !ownJson.test(typeName) && oneofs.length <= mostOneofs && fields.every(isPlainField);
}

function isPlainField(field: DescField): boolean {
  const isGroup = "delimitedEncoding" in field && field.delimitedEncoding === true;
  const isRequired = field.presence === 3;
  return !isGroup && !isRequired && field.fieldKind !== "map" && (field.enum?.open ?? true);
}
