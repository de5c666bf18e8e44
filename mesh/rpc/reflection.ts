import { toBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import type { Server } from "@grpc/grpc-js";
import { ReflectionService } from "@grpc/reflection";
import type { RpcCore } from "./core.ts";

/** Lets grpcurl and its like ask for the contracts: grpc.reflection.v1 and v1alpha, listing the services served. */
export function addReflection(server: Server, core: RpcCore): void {
  const fileDescriptorProtos = core.contracts.files.map((file) =>
    Buffer.from(toBinary(FileDescriptorProtoSchema, file.proto)),
  );
  const services = [...new Set(core.paths.map((path) => path.slice(1, path.lastIndexOf("/"))))];
  // The library takes the files of any definition and reads nothing else of it.
  const contracts = { format: "Protocol Buffer 3 EnumDescriptorProto", type: {}, fileDescriptorProtos } as const;
  new ReflectionService({ contracts }, { services }).addToServer(server);
}
