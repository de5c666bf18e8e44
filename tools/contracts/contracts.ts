import {
  createFileRegistry,
  type DescFile,
  type DescMethod,
  fromBinary,
  getOption,
  hasOption,
} from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { type MethodPolicy, policy } from "#gen/es/ultramarket/options/v1/options_pb.js";

/** A method of the market with its policy, if it has one. */
export interface PolicedMethod {
  readonly method: DescMethod;
  readonly policy: MethodPolicy | undefined;
}

/** The market's own contracts, as rules look at them. */
export interface Contracts {
  readonly files: readonly DescFile[];
  readonly methods: readonly PolicedMethod[];
}

/** The contracts of packages below `ultramarket.` in an encoded FileDescriptorSet with source info. */
export function readContracts(image: Uint8Array): Contracts {
  const all = createFileRegistry(fromBinary(FileDescriptorSetSchema, image)).files;
  const files = [...all].filter((file) => file.proto.package.startsWith("ultramarket."));
  const methods = files
    .flatMap((file) => file.services)
    .flatMap((service) => service.methods)
    .map((method) => ({ method, policy: hasOption(method, policy) ? getOption(method, policy) : undefined }));
  return { files, methods };
}
