import type { DescField, DescMessage } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence } from "@bufbuild/protobuf/wkt";
import type { Sink } from "./sink.ts";
import type { Source } from "./source.ts";
import { enumForm, type ValueForm, valueForms } from "./value.ts";

/** Reads a message that is `depth` messages deep, with its length before it, and writes its JSON. */
export type CopyMessage = (source: Source, sink: Sink, depth: number) => void;

/** How a field is copied. */
export interface FieldForm {
  /** Its name in JSON, with the colon. */
  readonly key: Uint8Array;
  /** The same after another field. */
  readonly nextKey: Uint8Array;
  readonly isList: boolean;
  /** Which of the message's oneofs it belongs to, as a bit; 0 for none. */
  readonly oneof: number;
  /** What is written where it is absent, with the key; undefined for nothing. */
  readonly absent: string | undefined;
  /** Copies one occurrence; true if nothing is to be written for it. */
  copy(source: Source, sink: Sink, wireType: number, depth: number): boolean;
}

const lengthDelimited = 2;
const comma = 0x2c;

/** `copyOf` gives how a type of message is copied; `implicit` is whether defaults without presence are written. */
export function fieldForm(
  field: DescField,
  oneof: number,
  copyOf: (desc: DescMessage) => CopyMessage,
  implicit: boolean,
): FieldForm {
  const name = `${JSON.stringify(field.jsonName)}:`;
  const common = { key: Buffer.from(name), nextKey: Buffer.from(`,${name}`), oneof };
  if (field.fieldKind === "message") {
    const copyMessage = copyOf(field.message);
    const copy: FieldForm["copy"] = (source, sink, _, depth) => {
      copyMessage(source, sink, depth);
      return false;
    };
    return { ...common, isList: false, absent: undefined, copy };
  }
  if (field.fieldKind === "list") {
    return { ...common, isList: true, absent: implicit ? `${name}[]` : undefined, copy: listCopy(field, copyOf) };
  }
  const { copy, zero } = valueForm(field);
  const isImplicit = field.presence === FeatureSet_FieldPresence.IMPLICIT;
  return {
    ...common,
    isList: false,
    absent: isImplicit && implicit ? name + zero : undefined,
    copy: isImplicit && !implicit ? copy : present(copy),
  };
}

function valueForm(field: DescField): ValueForm {
  if (field.enum !== undefined) return enumForm(field.enum);
  if (field.scalar !== undefined) return valueForms[field.scalar];
  throw new TypeError(`${field} has no values`);
}

/** Written even if it is the default. */
function present(copy: ValueForm["copy"]): ValueForm["copy"] {
  return (source, sink) => {
    copy(source, sink);
    return false;
  };
}

/** Elements one after the other, with commas in between; packed ones may be none. */
function listCopy(
  field: DescField & { fieldKind: "list" },
  copyOf: (desc: DescMessage) => CopyMessage,
): FieldForm["copy"] {
  if (field.listKind === "message") {
    const copyMessage = copyOf(field.message);
    return (source, sink, _, depth) => {
      copyMessage(source, sink, depth);
      return false;
    };
  }
  const { copy, isDelimited } = valueForm(field);
  return (source, sink, wireType) => {
    if (isDelimited || wireType !== lengthDelimited) {
      copy(source, sink);
      return false;
    }
    const end = source.end();
    if (source.pos === end) return true;
    copy(source, sink);
    while (source.pos < end) {
      sink.byte(comma);
      copy(source, sink);
    }
    return false;
  };
}
