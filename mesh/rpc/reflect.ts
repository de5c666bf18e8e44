import { create, createFileRegistry, type DescFile, type FileRegistry, toBinary } from "@bufbuild/protobuf";
import { base64Encode } from "@bufbuild/protobuf/wire";
import { type FileDescriptorProto, FileDescriptorProtoSchema, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { Code } from "#gen/es/google/rpc/code_pb.js";

/** grpc.reflection.v1.ServerReflectionRequest as JSON. */
export interface ReflectionRequest {
  readonly listServices?: string;
  readonly fileByFilename?: string;
  readonly fileContainingSymbol?: string;
  readonly fileContainingExtension?: { readonly containingType?: string; readonly extensionNumber?: number };
  readonly allExtensionNumbersOfType?: string;
}

/** The member of ServerReflectionResponse's oneof that answers, as JSON. */
export type ReflectionAnswer =
  | { readonly listServicesResponse: { readonly service: readonly { readonly name: string }[] } }
  | { readonly fileDescriptorResponse: { readonly fileDescriptorProto: readonly string[] } }
  | { readonly allExtensionNumbersResponse: { readonly baseTypeName: string; readonly extensionNumber: number[] } }
  | { readonly errorResponse: { readonly errorCode: number; readonly errorMessage: string } };

/**
 * Answers questions about these files (https://github.com/grpc/grpc/blob/master/doc/server-reflection.md). Lists the
 * `services` named; all, if left out.
 */
export function createReflect(
  files: readonly FileDescriptorProto[],
  services?: ReadonlySet<string>,
): (request: ReflectionRequest) => ReflectionAnswer {
  const distinct = [...new Map(files.map((file) => [file.name, file])).values()];
  const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: distinct }));
  const listed = services ?? new Set([...registry].flatMap((type) => (type.kind === "service" ? type.typeName : [])));
  return (request) => {
    if (request.listServices !== undefined) return listServices(listed);
    if (request.allExtensionNumbersOfType !== undefined) {
      return extensionNumbers(registry, request.allExtensionNumbersOfType);
    }
    const file = findFile(registry, request);
    return file === undefined
      ? notFound()
      : { fileDescriptorResponse: { fileDescriptorProto: encodeWithImports(file) } };
  };
}

function listServices(services: ReadonlySet<string>): ReflectionAnswer {
  return { listServicesResponse: { service: [...services].toSorted().map((name) => ({ name })) } };
}

function findFile(registry: FileRegistry, request: ReflectionRequest): DescFile | undefined {
  const { fileByFilename, fileContainingSymbol, fileContainingExtension } = request;
  if (fileByFilename !== undefined) return [...registry.files].find(({ proto }) => proto.name === fileByFilename);
  if (fileContainingSymbol !== undefined) return fileOfSymbol(registry, fileContainingSymbol);
  const { containingType = "", extensionNumber = 0 } = fileContainingExtension ?? {};
  const extendee = registry.getMessage(containingType);
  return extendee && registry.getExtensionFor(extendee, extensionNumber)?.file;
}

/** The file of a type, or of a member of one: a method, a field, a value of an enum. */
function fileOfSymbol(registry: FileRegistry, symbol: string): DescFile | undefined {
  const type = registry.get(symbol);
  if (type !== undefined) return type.file;
  const dot = symbol.lastIndexOf(".");
  const parent = registry.get(symbol.slice(0, Math.max(dot, 0)));
  const member = symbol.slice(dot + 1);
  return parent !== undefined && membersOf(parent).has(member) ? parent.file : undefined;
}

function membersOf(type: NonNullable<ReturnType<FileRegistry["get"]>>): ReadonlySet<string> {
  switch (type.kind) {
    case "service":
      return new Set(type.methods.map(({ name }) => name));
    case "message":
      return new Set([...type.fields, ...type.oneofs].map(({ name }) => name));
    case "enum":
      return new Set(type.values.map(({ name }) => name));
    case "extension":
      return new Set();
  }
}

function extensionNumbers(registry: FileRegistry, typeName: string): ReflectionAnswer {
  if (registry.getMessage(typeName) === undefined) return notFound();
  const extensionNumber = [...registry].flatMap((type) =>
    type.kind === "extension" && type.extendee.typeName === typeName ? [type.number] : [],
  );
  return { allExtensionNumbersResponse: { baseTypeName: typeName, extensionNumber } };
}

function notFound(): ReflectionAnswer {
  return { errorResponse: { errorCode: Code.NOT_FOUND, errorMessage: "there is nothing of this name" } };
}

function encodeWithImports(file: DescFile, sent = new Set<DescFile>()): string[] {
  if (sent.has(file)) return [];
  sent.add(file);
  const own = base64Encode(toBinary(FileDescriptorProtoSchema, file.proto));
  return [own, ...file.dependencies.flatMap((dependency) => encodeWithImports(dependency, sent))];
}
