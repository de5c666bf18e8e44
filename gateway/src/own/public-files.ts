import { clone, type DescFile } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import type { Contracts } from "#mesh/rpc";

/**
 * The files of all public services with everything they import, and without the RPCs that only workloads may call: a
 * message that only such an RPC uses stays, since its file may be imported for others.
 */
export function publicFiles(contracts: Contracts): readonly FileDescriptorProto[] {
  const internal = new Set(
    contracts.methods.filter(({ access }) => access.case === "internal").map(({ path }) => path),
  );
  const files = new Map(contracts.files.map((file) => [file.proto.name, withoutInternal(file.proto, internal)]));
  const wanted = new Set<string>();
  const want = (name: string) => {
    if (wanted.has(name)) return;
    wanted.add(name);
    for (const dependency of files.get(name)?.dependency ?? []) want(dependency);
  };
  for (const file of files.values()) if (file.service.length > 0) want(file.name);
  return [...files.values()].filter(({ name }) => wanted.has(name));
}

/** A file with everything it imports. */
export function withImports(file: DescFile): readonly FileDescriptorProto[] {
  return [...file.dependencies.flatMap(withImports), file.proto];
}

function withoutInternal(proto: FileDescriptorProto, internal: ReadonlySet<string>): FileDescriptorProto {
  const file = clone(FileDescriptorProtoSchema, proto);
  for (const service of file.service) {
    const path = `/${file.package === "" ? "" : `${file.package}.`}${service.name}`;
    service.method = service.method.filter((method) => !internal.has(`${path}/${method.name}`));
  }
  file.service = file.service.filter(({ method }) => method.length > 0);
  return file;
}
