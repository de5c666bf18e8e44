import { type DescMessage, fromBinary } from "@bufbuild/protobuf";
import { type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import type { FieldViolation } from "#mesh/kernel";

/**
 * Texts of an encoded message that have a zero character, which no store of the market can keep. Costs a look at the
 * bytes: canonical encodings leave zeros out, so only few messages are read.
 */
export function zerosIn(desc: DescMessage, bytes: Uint8Array): readonly FieldViolation[] {
  if (!bytes.includes(0)) return [];
  const description = "must not contain the character U+0000";
  return pathsIn(reflect(desc, fromBinary(desc, bytes))).map((field) => ({ field, description }));
}

function pathsIn(message: ReflectMessage): readonly string[] {
  return message.fields
    .filter((field) => message.isSet(field))
    .flatMap((field) => {
      const value: unknown = message.get(field);
      if (field.fieldKind === "list") return [...(value as Iterable<unknown>)].flatMap(elementOf(field.name));
      if (field.fieldKind === "map") return [...(value as Iterable<unknown>)].flatMap(entryOf(field.name));
      return within(field.name, value);
    });
}

const elementOf = (name: string) => (value: unknown, index: number) => within(`${name}[${index}]`, value);

/** Keys are texts or numbers. */
const entryOf = (name: string) => (entry: unknown) => {
  const [key, value] = entry as readonly [unknown, unknown];
  return [...within(name, key), ...within(`${name}[${JSON.stringify(String(key))}]`, value)];
};

function within(path: string, value: unknown): readonly string[] {
  if (typeof value === "string") return value.includes("\0") ? [path] : [];
  return isMessage(value) ? pathsIn(value).map((inner) => `${path}.${inner}`) : [];
}

function isMessage(value: unknown): value is ReflectMessage {
  return typeof value === "object" && value !== null && "fields" in value && "isSet" in value;
}
