import { create, fromBinary, setExtension, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema, type MethodOptions, MethodOptionsSchema } from "@bufbuild/protobuf/wkt";
import { MethodPolicySchema, policy } from "#gen/es/ultramarket/options/v1/options_pb.js";
import { type Contracts, loadContracts } from "#mesh/rpc";

/** The contract of the suite's service, read from an encoded FileDescriptorSet, open to everybody. */
export function conformanceContract(image: Uint8Array): Contracts {
  const files = fromBinary(FileDescriptorSetSchema, image);
  for (const method of files.file.flatMap(({ service }) => service).flatMap((service) => service.method)) {
    method.options = everybody(method.options);
  }
  return loadContracts(toBinary(FileDescriptorSetSchema, files));
}

function everybody(options: MethodOptions = create(MethodOptionsSchema)): MethodOptions {
  const access = { rule: { case: "public", value: {} } } as const;
  const deadline = { default: { seconds: 172_800n }, cap: { seconds: 172_800n } };
  setExtension(options, policy, create(MethodPolicySchema, { access, deadline }));
  return options;
}
