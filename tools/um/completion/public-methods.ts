import { readFileSync } from "node:fs";
import { fromBinary, getExtension, hasExtension } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema, type MethodDescriptorProto } from "@bufbuild/protobuf/wkt";
import { policy } from "#gen/es/ultramarket/options/v1/options_pb.js";

const contracts = new URL("../../../gen/contracts.binpb", import.meta.url);

/** The names of the public methods by the full name of their service, from the contracts of this project. */
export function publicMethods(): ReadonlyMap<string, readonly string[]> {
  const { file } = fromBinary(FileDescriptorSetSchema, readFileSync(contracts));
  const services = file.flatMap((proto) =>
    proto.service.map(({ name, method }) => {
      const methods = method.filter(isPublic).map((found) => found.name);
      return [`${proto.package}.${name}`, methods] as const;
    }),
  );
  return new Map(services.filter(([, methods]) => methods.length > 0));
}

function isPublic({ options }: MethodDescriptorProto): boolean {
  if (options === undefined || !hasExtension(options, policy)) return false;
  return getExtension(options, policy).access?.rule.case !== "internal";
}
