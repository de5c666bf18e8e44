import { create, type DescField, type DescMessage } from "@bufbuild/protobuf";
import { type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import { jsonForm } from "./fields.ts";
import { enumFromText, expectation, type Scalar, scalarFromText } from "./scalar.ts";
import { durationFromText, maskFromText, timestampFromText } from "./well-known.ts";

/** The type of a value without its repetition. */
export type ValueType = Pick<DescField, "scalar" | "enum" | "message">;

/**
 * The value of a field from the text of a path segment or a query parameter; undefined if the text is no value of
 * the type, or the type has no form in text.
 */
export function leafFromText(type: ValueType, text: string): Scalar | ReflectMessage | undefined {
  if (type.scalar !== undefined) return scalarFromText(type.scalar, text);
  if (type.enum !== undefined) return enumFromText(type.enum, text);
  if (type.message === undefined) return undefined;
  return jsonForm(type.message) === "wrapper"
    ? wrapper(type.message, (field) => leafFromText(field, text))
    : messageFromText(type.message, text);
}

/** A Timestamp, Duration or FieldMask from its text in JSON; undefined if the text is none. */
export function messageFromText(desc: DescMessage, text: string): ReflectMessage | undefined {
  switch (desc.typeName) {
    case "google.protobuf.Timestamp":
      return instant(desc, timestampFromText(text));
    case "google.protobuf.Duration":
      return instant(desc, durationFromText(text));
    case "google.protobuf.FieldMask":
      return mask(desc, maskFromText(text));
    default:
      return undefined;
  }
}

/** A wrapper message around the value its only field is given; undefined if it is given none. */
export function wrapper(desc: DescMessage, value: (field: DescField) => unknown): ReflectMessage | undefined {
  const message = reflect(desc, create(desc), false);
  for (const field of desc.fields) {
    const content = value(field);
    if (content === undefined) return undefined;
    message.set(field, content);
  }
  return message;
}

function instant(
  desc: DescMessage,
  parts: { readonly seconds: bigint; readonly nanos: number } | undefined,
): ReflectMessage | undefined {
  return parts && wrapper(desc, ({ name }) => (name === "seconds" ? parts.seconds : parts.nanos));
}

function mask(desc: DescMessage, paths: readonly string[] | undefined): ReflectMessage | undefined {
  return paths && reflect(desc, create(desc, { paths: [...paths] } as Record<string, unknown>), false);
}

/** What a value of the type has to be, to follow "must be". */
export function expected(type: ValueType): string {
  if (type.scalar !== undefined) return expectation(type.scalar);
  if (type.enum !== undefined) return `a value of ${type.enum.typeName}, by name or number`;
  const [content] = type.message?.fields ?? [];
  switch (type.message?.typeName) {
    case "google.protobuf.Timestamp":
      return "a date and time by RFC 3339, such as 2024-02-29T12:00:00Z";
    case "google.protobuf.Duration":
      return "a duration in seconds, such as 1.5s";
    case "google.protobuf.FieldMask":
      return "field names in lowerCamelCase, separated by commas";
    default:
      return type.message !== undefined && jsonForm(type.message) === "wrapper" && content !== undefined
        ? expected(content)
        : "a JSON object";
  }
}
