import { createRequire } from "node:module";
import { join } from "node:path";
import { create, createFileRegistry, type DescService, fromBinary } from "@bufbuild/protobuf";
import { protoCamelCase } from "@bufbuild/protobuf/reflect";
import {
  type DescriptorProto,
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";
import { loadSync } from "@grpc/proto-loader";

/** The services every gRPC server answers itself, with the files that describe them. */
export interface OwnContracts {
  readonly reflection: readonly DescService[];
  readonly health: DescService;
  readonly files: readonly FileDescriptorProto[];
}

/** Reads the protos that the gRPC packages ship. */
export function loadOwnContracts(): OwnContracts {
  const files = [
    readProto("@grpc/reflection", "build/proto/grpc/reflection/v1/reflection.proto"),
    readProto("@grpc/reflection", "build/proto/grpc/reflection/v1alpha/reflection.proto"),
    readProto("grpc-health-check", "proto/health/v1/health.proto"),
  ];
  const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: files }));
  const service = (name: string) => {
    const found = registry.getService(name);
    if (found === undefined) throw new Error(`the gRPC packages describe no ${name}`);
    return found;
  };
  return {
    reflection: [service("grpc.reflection.v1.ServerReflection"), service("grpc.reflection.v1alpha.ServerReflection")],
    health: service("grpc.health.v1.Health"),
    files,
  };
}

const require = createRequire(import.meta.url);

function readProto(packageName: string, path: string): FileDescriptorProto {
  const folder = require.resolve(`${packageName}/package.json`).slice(0, -"package.json".length);
  const loaded = loadSync(join(folder, path), { keepCase: true });
  for (const definition of Object.values(loaded)) {
    const files = "format" in definition ? definition.fileDescriptorProtos : undefined;
    if (Array.isArray(files) && files[0] !== undefined)
      return qualified(fromBinary(FileDescriptorProtoSchema, files[0]));
  }
  throw new Error(`${packageName}/${path} describes nothing`);
}

/**
 * Makes of the loader's description what protoc would have made, which others insist on: types are named from the root,
 * every field has its JSON name, and the entries of a map are called after it.
 */
function qualified(file: FileDescriptorProto): FileDescriptorProto {
  const scope = `.${file.package}`;
  for (const message of file.messageType) qualifyFields(message, scope, scope);
  return file;
}

function qualifyFields(message: DescriptorProto, parent: string, scope: string): void {
  const own = `${parent}.${message.name}`;
  nameMapEntries(message);
  const nested = new Set([...message.nestedType, ...message.enumType].map(({ name }) => name));
  for (const inner of message.nestedType) qualifyFields(inner, own, scope);
  for (const field of message.field) {
    field.jsonName = protoCamelCase(field.name);
    if (field.typeName === "" || field.typeName.startsWith(".")) continue;
    field.typeName = `${nested.has(field.typeName) ? own : scope}.${field.typeName}`;
  }
}

/** "Statuses", as the loader has it, is to be "StatusesEntry". */
function nameMapEntries({ field: fields, nestedType }: DescriptorProto): void {
  for (const entry of nestedType.filter(({ options }) => options?.mapEntry === true)) {
    const name = `${entry.name}Entry`;
    for (const field of fields) if (field.typeName === entry.name) field.typeName = name;
    entry.name = name;
  }
}
