import { readFileSync } from "node:fs";
import { create, createFileRegistry, fromBinary, setExtension, toBinary } from "@bufbuild/protobuf";
import {
  type FileDescriptorSet,
  FileDescriptorSetSchema,
  MethodOptions_IdempotencyLevel,
  MethodOptionsSchema,
} from "@bufbuild/protobuf/wkt";
import type { MethodPolicy } from "#gen/es/ultramarket/options/v1/options_pb.js";
import { Criticality, MethodPolicySchema, policy } from "#gen/es/ultramarket/options/v1/options_pb.js";
import { EchoServiceService } from "#gen/grpc/ultramarket/testing/v1/echo_service.ts";
import { implement, loadContracts } from "./mod.ts";
import { checkOwner, compileOwner } from "./owner.ts";
import { echoContracts, echoCore, echoHandlers } from "./test/echo.ts";

const method = (name: string) => echoContracts.method(`/ultramarket.testing.v1.EchoService/${name}`);

test("a method is known with its rule, kind, deadlines, callers, criticality and owner", () => {
  const known = { kind: "safe", defaultMs: 2_000, capMs: 5_000, criticality: Criticality.NORMAL };
  expect(method("Echo")).toMatchObject({ ...known, access: { case: "public" }, owner: undefined });
  expect(method("Write")).toMatchObject({
    kind: "keyed",
    access: { value: "echo.write" },
    requestIdProperty: "requestId",
  });
  expect(method("Whisper")).toMatchObject({ kind: "none", callers: new Set(["friend"]) });
  expect(method("GetNote")?.owner?.override).toBe("note.read");
  expect(method("Nothing")).toBeUndefined();
});

/** The market's contracts with the options of ProductService.GetProduct changed. */
function withOptions(change: (options: Change) => void): Uint8Array {
  const set: FileDescriptorSet = fromBinary(FileDescriptorSetSchema, readFileSync("gen/contracts.binpb"));
  const service = set.file.flatMap((file) => file.service).find(({ name }) => name === "ProductService");
  const found = service?.method.find(({ name }) => name === "GetProduct");
  if (found === undefined) throw new Error("no such method");
  const options: Change = { policy: create(MethodPolicySchema, validPolicy) };
  change(options);
  found.options = create(MethodOptionsSchema, options.level === undefined ? {} : { idempotencyLevel: options.level });
  setExtension(found.options, policy, options.policy);
  return toBinary(FileDescriptorSetSchema, set);
}

interface Change {
  policy: MethodPolicy;
  level?: MethodOptions_IdempotencyLevel;
}

const validPolicy = {
  access: { rule: { case: "public" as const, value: {} } },
  deadline: { default: { seconds: 1n }, cap: { seconds: 2n } },
};

test("valid options load", () => {
  expect(loadContracts(withOptions(() => {})).methods.length).toBeGreaterThan(5);
});

test.each<[string, (options: Change) => void]>([
  ["has no access rule", ({ policy }) => delete policy.access],
  ["has no deadline", ({ policy }) => delete policy.deadline],
  [
    "has a deadline whose cap is below its default",
    ({ policy }) =>
      Object.assign(
        policy,
        create(MethodPolicySchema, { ...validPolicy, deadline: { default: { seconds: 3n }, cap: { seconds: 2n } } }),
      ),
  ],
  [
    "is IDEMPOTENT, but its request has no request_id",
    (options) => Object.assign(options, { level: MethodOptions_IdempotencyLevel.IDEMPOTENT }),
  ],
  [
    "names an owner field that is no text of its response: product.nobody",
    ({ policy }) => Object.assign(policy, { ownerField: "product.nobody" }),
  ],
])("a method that %s stops the load, naming file and RPC", (problem, change) => {
  const where = "ultramarket/product/v1/product_service.proto: ultramarket.product.v1.ProductService.GetProduct";
  expect(() => loadContracts(withOptions(change))).toThrow(`${where} ${problem}`);
});

test("services outside the contracts, or served twice, stop the start", () => {
  const echo = implement(EchoServiceService, echoHandlers);
  expect(() => echoCore({}, { contracts: loadContracts() })).toThrow("is served, but not in the contracts");
  expect(() => echoCore({}, { services: [echo, echo] })).toThrow("is served twice");
});

test("each of many owners has to be the caller", () => {
  const files = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync("gen/contracts.binpb")));
  const list = files.getMessage("ultramarket.product.v1.ListProductsResponse");
  if (list === undefined) throw new Error("no such message");
  const owner = compileOwner(list, "products.product_id", "");
  if (owner === undefined) throw new Error("no owner");
  const caller = {
    workload: "",
    user: { userId: "usr_1", sessionId: "s", permissions: new Set<string>(), isGuest: false },
  };
  const answer = (...ids: (string | undefined)[]) => ({ products: ids.map((productId) => ({ productId })) });
  expect(() => checkOwner(owner, caller, answer())).not.toThrow();
  expect(() => checkOwner(owner, caller, answer("usr_1", "usr_1"))).not.toThrow();
  for (const foreign of [answer("usr_1", "usr_2"), answer(""), answer(undefined)]) {
    expect(() => checkOwner(owner, caller, foreign)).toThrow("there is nothing of this id");
  }
  expect(() => checkOwner(owner, { workload: "x" }, answer())).toThrow();
});
