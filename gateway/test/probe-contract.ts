import { clone, create, createFileRegistry, type DescMethodUnary, setExtension } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema, MethodOptions_IdempotencyLevel } from "@bufbuild/protobuf/wkt";
import { MethodPolicySchema, policy } from "#gen/es/ultramarket/options/v1/options_pb.js";
import { loadContracts } from "#mesh/rpc";
import { registry } from "../transcoder/test/contract.ts";

const shop = "transcoder/test/v1/shop.proto";

/** The transcoder's test contract with nothing but Probe, whose message has fields of every kind: public and safe. */
export const probeFile = (() => {
  const original = registry.getFile(shop);
  if (original === undefined) throw new Error(`${shop} is not in the test contract`);
  const file = clone(FileDescriptorProtoSchema, original.proto);
  for (const service of file.service) {
    service.method = service.method.filter(({ name }) => name === "Probe");
    for (const { options } of service.method) {
      if (options === undefined) continue;
      options.idempotencyLevel = MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS;
      const deadline = { default: { seconds: 5n }, cap: { seconds: 10n } };
      const access = { rule: { case: "public" as const, value: {} } };
      setExtension(options, policy, create(MethodPolicySchema, { access, deadline }));
    }
  }
  const changed = createFileRegistry(file, (name) => registry.getFile(name)).getFile(shop);
  if (changed === undefined) throw new Error(`${shop} went missing`);
  return changed;
})();

export const probeContracts = loadContracts(probeFile);

export const probe = probeFile.services.flatMap(({ methods }) => methods)[0] as DescMethodUnary;
