import {
  type DescMessage,
  type FileRegistry,
  type JsonValue,
  type Message,
  toBinary,
  toJson,
} from "@bufbuild/protobuf";
import { type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import { type Any, AnySchema, anyPack, anyUnpack, BytesValueSchema } from "@bufbuild/protobuf/wkt";

/**
 * The message as proto3 JSON, defaults present. What is in an Any of a type that nobody knows is shown as its bytes:
 * `{"@type": ..., "value": <base64>}`.
 */
export function messageJson(schema: DescMessage, message: Message, registry: FileRegistry): JsonValue {
  const known: Pick<FileRegistry, "getMessage"> = {
    getMessage: (name) => registry.getMessage(name) ?? (name === "" ? undefined : BytesValueSchema),
  };
  wrapUnknown(reflect(schema, message), registry);
  const lenient = new Proxy(registry, {
    get: (target, property) => (property === "getMessage" ? known.getMessage : Reflect.get(target, property)),
  });
  return toJson(schema, message, { registry: lenient, alwaysEmitImplicit: true });
}

/** Makes a BytesValue of the bytes in each Any of an unknown type. */
function wrapUnknown(message: ReflectMessage, registry: FileRegistry): void {
  if (message.desc.typeName === AnySchema.typeName) {
    wrapAny(message.message as Any, registry);
    return;
  }
  for (const field of message.fields) {
    if (!message.isSet(field)) continue;
    if (field.fieldKind === "message") wrapUnknown(message.get(field), registry);
    if (field.fieldKind === "list" && field.listKind === "message") {
      for (const item of message.get(field)) wrapUnknown(item as ReflectMessage, registry);
    }
    if (field.fieldKind === "map" && field.mapKind === "message") {
      for (const [, item] of message.get(field)) wrapUnknown(item as ReflectMessage, registry);
    }
  }
}

function wrapAny(any: Any, registry: FileRegistry): void {
  if (any.typeUrl === "") return;
  const inner = anyUnpack(any, registry);
  const schema = inner === undefined ? undefined : registry.getMessage(inner.$typeName);
  if (inner === undefined || schema === undefined) {
    any.value = toBinary(BytesValueSchema, { $typeName: BytesValueSchema.typeName, value: any.value });
    return;
  }
  wrapUnknown(reflect(schema, inner), registry);
  any.value = anyPack(schema, inner).value;
}
