import { type DescField, type DescMessage, getOption, ScalarType } from "@bufbuild/protobuf";
import { DataClass, DataClassSchema, data_class } from "#gen/es/ultramarket/options/v1/options_pb.js";

type Fields = Readonly<Record<string, unknown>>;
type Masks = ReadonlyMap<DescField, string>;

const masksByMessage = new WeakMap<DescMessage, Masks>();

/**
 * A copy for logs in proto spelling: every field with a `data_class` is masked by the name of its class, such as
 * "[contact]", at any depth. Takes the messages of both generators. Bytes are shown by their number, `Any` by its type.
 */
export function redact(desc: DescMessage, message: object): unknown {
  return wellKnown(desc, message as Fields) ?? redactFields(desc, message as Fields);
}

function redactFields(desc: DescMessage, message: Fields): Fields {
  const masks = masksOf(desc);
  const shown: Record<string, unknown> = {};
  for (const field of desc.fields) {
    const value = fieldValue(field, message);
    if (value === undefined || value === null || isEmpty(value)) continue;
    shown[field.name] = masks.get(field) ?? show(field, value);
  }
  return shown;
}

function masksOf(desc: DescMessage): Masks {
  const known = masksByMessage.get(desc);
  if (known !== undefined) return known;
  const masks = new Map<DescField, string>();
  for (const field of desc.fields) {
    const dataClass = getOption(field, data_class);
    if (dataClass !== DataClass.UNSPECIFIED) masks.set(field, maskOf(dataClass));
  }
  masksByMessage.set(desc, masks);
  return masks;
}

/** "[contact]" for DATA_CLASS_CONTACT; "[classified]" for a class this program does not know yet. */
function maskOf(dataClass: DataClass): string {
  const name = DataClassSchema.value[dataClass]?.localName.toLowerCase();
  return `[${name ?? "classified"}]`;
}

/** A member of a oneof is `{ case, value }` in protobuf-es and `{ $case, [name]: value }` in ts-proto. */
function fieldValue(field: DescField, message: Fields): unknown {
  if (field.oneof === undefined) return message[field.localName];
  const member = message[field.oneof.localName] as Fields | undefined;
  if (member?.case === field.localName) return member.value;
  return member?.$case === field.localName ? member[field.localName] : undefined;
}

function isEmpty(value: unknown): boolean {
  return value === "" || (Array.isArray(value) && value.length === 0);
}

function show(field: DescField, value: unknown): unknown {
  switch (field.fieldKind) {
    case "message":
      return showMessage(field.message, value);
    case "list":
      return (value as readonly unknown[]).map((item) =>
        field.listKind === "message" ? showMessage(field.message, item) : showScalar(item),
      );
    case "map":
      return Object.fromEntries(
        entriesOf(value).map(([key, item]) => [
          key,
          field.mapKind === "message" ? showMessage(field.message, item) : showScalar(item),
        ]),
      );
    case "enum":
      return field.enum.value[value as number]?.name ?? value;
    case "scalar":
      return field.scalar === ScalarType.BOOL ? value : showScalar(value);
  }
}

function showMessage(desc: DescMessage, value: unknown): unknown {
  return typeof value === "object" && value !== null && !(value instanceof Date)
    ? redact(desc, value)
    : showScalar(value);
}

function showScalar(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  return value;
}

function entriesOf(map: unknown): [string, unknown][] {
  return map instanceof Map ? [...map] : Object.entries(map as Fields);
}

function wellKnown(desc: DescMessage, message: Fields): unknown {
  const { seconds, nanos = 0 } = message;
  switch (desc.typeName) {
    case "google.protobuf.Timestamp":
      return new Date(Number(seconds) * 1000 + Number(nanos) / 1e6);
    case "google.protobuf.Duration":
      return `${Number(seconds) + Number(nanos) / 1e9}s`;
    case "google.protobuf.Any":
      return { "@type": message.typeUrl };
    default:
      return undefined;
  }
}
