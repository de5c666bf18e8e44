import {
  clone,
  create,
  createFileRegistry,
  getExtension,
  type MessageInitShape,
  setExtension,
} from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { CacheSchema, policy } from "#gen/es/ultramarket/options/v1/options_pb.js";
import { file_ultramarket_testing_v1_echo_service as echo } from "#gen/es/ultramarket/testing/v1/echo_service_pb.js";
import { type Contracts, loadContracts } from "#mesh/rpc";

/** The echo contract, where these methods say how long their answers may be reused. */
export function cachedContracts(caches: Readonly<Record<string, MessageInitShape<typeof CacheSchema>>>): Contracts {
  const file = clone(FileDescriptorProtoSchema, echo.proto);
  for (const { name, options } of file.service.flatMap(({ method }) => method)) {
    const cache = caches[name];
    if (cache === undefined || options === undefined) continue;
    const said = getExtension(options, policy);
    said.cache = create(CacheSchema, cache);
    setExtension(options, policy, said);
  }
  const imported = new Map(echo.dependencies.flatMap((dependency) => [[dependency.proto.name, dependency] as const]));
  const changed = createFileRegistry(file, (name) => imported.get(name)).getFile(file.name);
  if (changed === undefined) throw new Error(`${file.name} went missing`);
  return loadContracts(changed);
}
