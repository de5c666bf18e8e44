import { readFileSync } from "node:fs";
import { create, createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema, MethodOptions_IdempotencyLevel } from "@bufbuild/protobuf/wkt";
import { Criticality, MethodPolicySchema } from "#gen/es/ultramarket/options/v1/options_pb.js";
import type { Contracts, Method } from "#mesh/rpc";

const file = new URL("../../transcoder/test/contract.binpb", import.meta.url);

/** The contract of the transcoder's tests, which uses every rule of google.api.http, with policies that it has not. */
export function everyRuleContracts(): Contracts {
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(file)));
  const files = [...registry.files];
  const services = files.flatMap(({ services }) => services);
  const methods = services.flatMap((service) => service.methods.map(policed));
  return { registry, files, services, methods, method: () => undefined };
}

function policed(desc: Method["desc"]): Method {
  return {
    path: `/${desc.parent.typeName}/${desc.name}`,
    desc,
    policy: create(MethodPolicySchema),
    kind: desc.idempotency === MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS ? "safe" : "none",
    access: { case: "public", value: { $typeName: "ultramarket.options.v1.Access.Public" } },
    callers: new Set(),
    criticality: Criticality.NORMAL,
    defaultMs: 1000,
    capMs: 1000,
  };
}
