import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  clone,
  create,
  createFileRegistry,
  type DescMethod,
  type FileRegistry,
  fromBinary,
  type MessageInitShape,
  setExtension,
} from "@bufbuild/protobuf";
import {
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
  MethodOptionsSchema,
} from "@bufbuild/protobuf/wkt";
import { http } from "#gen/es/google/api/annotations_pb.js";
import { HttpRuleSchema } from "#gen/es/google/api/http_pb.js";

/** Where `node gateway/transcoder/test/build-contract.ts` puts the descriptors of test/proto. */
export const contractFile = join(import.meta.dirname, "contract.binpb");

const contract = fromBinary(FileDescriptorSetSchema, readFileSync(contractFile));
const shop = contract.file.find(({ name }) => name === "transcoder/test/v1/shop.proto") as FileDescriptorProto;

export const registry: FileRegistry = createFileRegistry(contract);

/** What the tests serve: all but one method. */
export const methods = (method: DescMethod): boolean => method.name !== "Internal";

export type Rule = MessageInitShape<typeof HttpRuleSchema>;

/** The contract with these rules, by RPC, instead of its own. */
export function contractWith(rules: Readonly<Record<string, Rule>>): FileRegistry {
  const changed = clone(FileDescriptorProtoSchema, shop);
  for (const method of changed.service.flatMap((service) => service.method)) {
    const rule = rules[method.name];
    method.options = create(MethodOptionsSchema);
    if (rule !== undefined) setExtension(method.options, http, create(HttpRuleSchema, rule));
  }
  return createFileRegistry(changed, (name) => registry.getFile(name));
}
