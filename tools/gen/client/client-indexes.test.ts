import { createFileRegistry, fromJson } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { loadContracts, type Method } from "#mesh/rpc";
import { contractIndexes } from "./contract-indexes.ts";
import { errorReasons } from "./error-reasons.ts";
import { clientName, serviceIndex } from "./service-index.ts";

/** A service of these RPCs, all of which take and give nothing. */
function serviceWith(name: string, rpcs: readonly string[]) {
  const method = rpcs.map((rpc) => ({ name: rpc, inputType: ".t.Nothing", outputType: ".t.Nothing" }));
  const file = { name: "t.proto", package: "t", syntax: "proto3", messageType: [{ name: "Nothing" }] };
  const set = fromJson(FileDescriptorSetSchema, { file: [{ ...file, service: [{ name, method }] }] });
  const service = createFileRegistry(set).getService(`t.${name}`);
  if (service === undefined) throw new Error("there is no such service");
  return service;
}

test.each([
  ["ProductService", ["GetProduct", "ListProducts"], "products"],
  ["CategoryService", ["ListCategories"], "categories"],
  ["ApiKeyService", ["ListApiKeys"], "apiKeys"],
  ["SearchService", ["SearchProducts"], "search"],
  ["OrderDeskService", ["ListAllOrders"], "orderDesk"],
])("a client has %s with %p as %s", (service, rpcs, name) => {
  expect(clientName(serviceWith(service, rpcs))).toBe(name);
});

test("each service comes with the deadlines of its methods and the items of its lists", () => {
  const methods = loadContracts().methods.filter(({ desc }) => desc.parent.name === "SearchService");
  const { "services.js": code, "services.d.ts": types } = serviceIndex(methods);
  expect(code).toBe(
    [
      'import { SearchService } from "./ultramarket/search/v1/search_service_pb.js";\n',
      'export const search = { service: SearchService, deadlines: {"searchProducts":3000,"suggestQueries":2000}, items: {"searchProducts":"hits"} };\n',
    ].join("\n"),
  );
  expect(types).toContain('readonly items: { readonly searchProducts: "hits" };');
});

test.each([["session"], ["other"]])("a service cannot take the name %s of something else", (name) => {
  const noun = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
  const methodOf = (service: string) => ({ desc: serviceWith(service, ["Do"]).methods[0], defaultMs: 1 }) as Method;
  expect(() => serviceIndex([methodOf(`${noun}Service`), methodOf("OtherService")])).toThrow("name");
});

test("areas export what lies in their folders", () => {
  const files = [
    "google/rpc/status_pb.js",
    "ultramarket/b/v1/x_pb.js",
    "ultramarket/a/v1/y_pb.js",
    "ultramarket/a/v1/y_pb.d.ts",
  ];
  const indexes = contractIndexes(files);
  expect(Object.keys(indexes).toSorted()).toEqual(
    ["a", "b", "mod"].flatMap((name) => [`contracts/${name}.d.ts`, `contracts/${name}.js`]),
  );
  expect(indexes["contracts/a.js"]).toBe('export * from "../ultramarket/a/v1/y_pb.js";\n');
  expect(indexes["contracts/mod.js"]).toBe('export * as a from "./a.js";\nexport * as b from "./b.js";\n');
});

test("reasons are those of all catalogues, each once", () => {
  const { "reasons.d.ts": types = "" } = errorReasons([...loadContracts().files]);
  for (const reason of ["RATE_LIMITED", "OUT_OF_STOCK", "EMAIL_TAKEN"])
    expect(types.split(`"${reason}"`)).toHaveLength(2);
  expect(types).not.toContain("UNSPECIFIED");
});
