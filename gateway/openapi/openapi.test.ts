import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { file_ultramarket_testing_v1_echo_service } from "#gen/es/ultramarket/testing/v1/echo_service_pb.js";
import { loadContracts } from "#mesh/rpc";
import { compileRoutes } from "../transcoder/mod.ts";
import { operationsOf } from "./docs-operation.ts";
import { describeContracts, type JsonSchema, type OpenApi, renderDocs } from "./mod.ts";
import { openApiPath } from "./parameters.ts";

const info = { title: "Market", version: "1", description: "Reads `code`.\n\n- one\n- two" };
const contracts = loadContracts(readFileSync(new URL("../../gen/documented.binpb", import.meta.url)));
const document = describeContracts(contracts, info);
const echo = describeContracts(loadContracts(file_ultramarket_testing_v1_echo_service), info);

function operation({ paths }: OpenApi, path: string, verb: "get" | "post" | "patch") {
  const found = paths[path]?.[verb];
  if (found === undefined) throw new Error(`no ${verb} ${path}`);
  return found;
}

function schema({ components }: OpenApi, name: string): JsonSchema {
  const found = components.schemas[name];
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

test.each([
  ["the market's", document],
  ["the echo's", echo],
])("%s document is valid OpenAPI 3.1, and its references resolve", async (_, described) => {
  const plain = JSON.parse(JSON.stringify(described));
  expect(await new Validator().validate(plain)).toEqual({ valid: true });
  const references = JSON.stringify(described).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g);
  for (const [, name] of references) expect(described.components.schemas).toHaveProperty([name ?? ""]);
});

test("a document with a broken reference or a missing part is not valid", async () => {
  const { openapi, info: _, ...rest } = JSON.parse(JSON.stringify(echo));
  expect(await new Validator().validate({ openapi, ...rest })).toMatchObject({ valid: false });
});

test("every REST route of every public RPC is described once, and nothing else", () => {
  const internal = new Set(
    contracts.methods.filter(({ access }) => access.case === "internal").map(({ desc }) => desc),
  );
  const routes = compileRoutes(contracts.registry, (method) => !internal.has(method));
  const wanted = routes.map((route) => `${route.httpMethod} ${openApiPath(route)}`);
  const described = operationsOf(document).map(({ verb, path }) => `${verb.toUpperCase()} ${path}`);
  expect(described.toSorted()).toEqual(wanted.toSorted());
  const ids = operationsOf(document).map(({ operation: { operationId } }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
});

test("comments become descriptions", () => {
  expect(operation(document, "/v1/products/{product_id}", "get").description).toMatch(
    /^Reads one product\. Fails with/,
  );
  expect(schema(document, "ultramarket.product.v1.ProductInput").description).not.toBe("");
  const described = { name: "ProductService", description: expect.stringMatching(/^The catalogue's/) };
  expect(document.tags).toContainEqual(described);
  expect(schema(document, "ultramarket.product.v1.ProductState").description).toMatch(/- `PRODUCT_STATE_PUBLISHED`: ./);
});

test("path and query parameters carry the rules of their fields", () => {
  const [id] = operation(document, "/v1/products/{product_id}", "get").parameters;
  expect(id).toMatchObject({
    name: "product_id",
    in: "path",
    required: true,
    schema: { type: "string", pattern: "^prd_[0-7][0-9a-hjkmnp-tv-z]{25}$" },
  });
  const { parameters } = operation(document, "/v1/products", "get");
  expect(parameters.map(({ name }) => name)).toEqual(["pageSize", "pageToken", "categoryId", "brand", "slug", "state"]);
  expect(parameters[0]?.schema).toEqual({ type: "integer", format: "int32", minimum: 0, maximum: 100 });
  expect(parameters[2]?.schema).toMatchObject({ pattern: "^$|(?:^cat_[0-7][0-9a-hjkmnp-tv-z]{25}$)" });
  const [ids] = operation(document, "/v1/products:batchGet", "get").parameters;
  expect(ids?.schema).toMatchObject({
    type: "array",
    minItems: 1,
    maxItems: 100,
    uniqueItems: true,
    items: { type: "string" },
  });
});

test("a body is the field its rule names, the rest is the query", () => {
  const { requestBody, parameters } = operation(document, "/v1/products/{product_id}", "patch");
  expect(requestBody?.content["application/json"]?.schema.$ref).toBe(
    "#/components/schemas/ultramarket.product.v1.ProductInput",
  );
  expect(parameters.map(({ name }) => name)).toEqual(["product_id", "updateMask", "etag", "requestId"]);
  const whole = operation(echo, "/v1/echo", "post");
  expect(whole.parameters).toEqual([]);
  expect(whole.requestBody?.content["application/json"]?.schema.$ref).toMatch(/WriteRequest$/);
});

test("64-bit integers are strings, and a demanded field is required", () => {
  expect(schema(echo, "ultramarket.testing.v1.WriteResponse").properties?.effects).toMatchObject({
    type: "string",
    format: "int64",
  });
  expect(schema(document, "ultramarket.product.v1.VariantInput").required).toEqual(["price"]);
});

test("access is said in security, permission and refusals", () => {
  const get = operation(document, "/v1/products/{product_id}", "get");
  expect(get.security).toEqual([{}, { bearer: [] }]);
  const create = operation(document, "/v1/products", "post");
  expect([create.security, create["x-permission"]]).toEqual([[{ bearer: [] }], "product.write"]);
  expect(create.responses["403"]?.description).toContain("PERMISSION_MISSING");
  expect(create.responses["409"]?.description).toMatch(/SKU_TAKEN.*SLUG_TAKEN/s);
  expect(get.responses["404"]?.description).toContain("RESOURCE_NOT_FOUND");
  expect(get.responses["409"]).toBeUndefined();
});

test("a stream of answers is offered in its three forms", () => {
  const { content } = operation(echo, "/v1/echo/{message}:repeat", "get").responses["200"] ?? {};
  expect(Object.keys(content ?? {})).toEqual(["application/json", "application/x-ndjson", "text/event-stream"]);
});

describe("the page", () => {
  const page = renderDocs(document);

  test("needs nothing from elsewhere and runs nothing", () => {
    expect(page).not.toMatch(/<script|<img|<link|src=|https?:\/\/|\son\w+=|style="/);
  });

  test("shows every operation and schema, and its links lead somewhere", () => {
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    for (const {
      operation: { operationId },
    } of operationsOf(document))
      expect(ids).toContain(operationId);
    for (const name of Object.keys(document.components.schemas)) expect(ids).toContain(name);
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });

  test("escapes what comments say, and reads their code and lists", () => {
    const hostile = { ...document, info: { ...info, title: "<script>alert('x')</script>" } };
    expect(renderDocs(hostile)).not.toContain("<script>");
    expect(page).toContain("<p>Reads <code>code</code>.</p><ul><li>one</li><li>two</li></ul>");
  });

  test("shows how to call by curl", () => {
    expect(page).toContain("curl -X POST &quot;$MARKET/v1/products&quot;");
    expect(page).toContain("Authorization: Bearer $TOKEN");
  });
});
