import {
  create,
  createFileRegistry,
  type DescMessage,
  type FileRegistry,
  type JsonValue,
  type Message,
  toBinary,
  toJson,
} from "@bufbuild/protobuf";
import { type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import {
  type Any,
  AnySchema,
  anyPack,
  anyUnpack,
  BytesValueSchema,
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FileDescriptorProtoSchema,
} from "@bufbuild/protobuf/wkt";

/**
 * The message as proto3 JSON, defaults present. What is in an Any of a type that nobody knows is shown as its bytes:
 * `{"@type": ..., "value": <base64>}`.
 */
export function messageJson(schema: DescMessage, message: Message, registry: FileRegistry): JsonValue {
  wrapUnknown(reflect(schema, message), registry);
  const getMessage = (name: string) => registry.getMessage(name) ?? wrapperNamed(name);
  const lenient = new Proxy(registry, {
    get: (target, property) => (property === "getMessage" ? getMessage : Reflect.get(target, property)),
  });
  return toJson(schema, message, { registry: lenient, alwaysEmitImplicit: true });
}

/** Wraps the bytes in each Any of an unknown type. */
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

const typeName = /^(?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*$/;

/** A type of this name that has one field: `bytes value = 1`, as BytesValue. */
function wrapperNamed(fullName: string): DescMessage | undefined {
  if (!typeName.test(fullName)) return undefined;
  const dot = fullName.lastIndexOf(".");
  const value = {
    name: "value",
    jsonName: "value",
    number: 1,
    type: FieldDescriptorProto_Type.BYTES,
    label: FieldDescriptorProto_Label.OPTIONAL,
  };
  const file = create(FileDescriptorProtoSchema, {
    name: `unknown/${fullName}`,
    syntax: "proto3",
    package: fullName.slice(0, Math.max(dot, 0)),
    messageType: [{ name: fullName.slice(dot + 1), field: [value] }],
  });
  return createFileRegistry(file, () => undefined).getMessage(fullName);
}
