import { createConfig, lintFromString } from "@redocly/openapi-core";
import { Validator } from "@seriousme/openapi-schema-validator";
import { file_ultramarket_testing_v1_echo_service } from "#gen/es/ultramarket/testing/v1/echo_service_pb.js";
import { loadContracts } from "#mesh/rpc";
import { compileRoutes } from "../../transcoder/mod.ts";
import { describeContracts, type JsonSchema, marketWords, type OpenApi, type Operation } from "../mod.ts";
import { operationsOf } from "../operations.ts";
import { openApiPath } from "../parameters.ts";
import { ownParameters, responseOf } from "../resolve.ts";
import { everyRuleContracts } from "./every-rule.ts";
import { contracts, document, info } from "./market-document.ts";

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
  ["a contract's of every rule", describeContracts(everyRuleContracts(), info)],
])("%s document is valid OpenAPI 3.1, and its references resolve", async (_, described) => {
  const plain = JSON.parse(JSON.stringify(described));
  expect(await new Validator().validate(plain)).toEqual({ valid: true });
  const references = JSON.stringify(described).matchAll(/"\$ref":"#\/components\/([a-z]+)\/([^"]+)"/gi);
  for (const [, kind = "", name = ""] of references) expect(described.components).toHaveProperty([kind, name]);
});

test("a second validator finds nothing wrong with the market's document, its examples included", async () => {
  const config = await createConfig({
    extends: ["recommended-strict"],
    rules: {
      ...{ "no-invalid-media-type-examples": "error", "no-invalid-parameter-examples": "error" },
      // Details of errors are told apart by @type; nothing refers to them.
      ...{ "no-unused-components": "off", "operation-operationId-unique": "error" },
    },
  });
  const source = JSON.stringify({
    ...document,
    info: { ...info, license: { name: "Apache-2.0", url: "https://a.example" } },
  });
  const problems = await lintFromString({ source, absoluteRef: "/openapi.json", config });
  expect(problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)).toEqual([]);
});

test("the same contracts give the same bytes", () => {
  expect(JSON.stringify(describeContracts(contracts, info, marketWords))).toBe(JSON.stringify(document));
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

test("reads whose answers caches may keep say so, and how to ask whether they have changed", () => {
  const kept = operation(document, "/v1/products/{product_id}", "get");
  const ifNoneMatch = { $ref: "#/components/parameters/If-None-Match" };
  expect(kept.parameters).toContainEqual(ifNoneMatch);
  for (const status of ["200", "304"]) {
    expect(Object.keys(responseOf(kept.responses[status], document).headers ?? {})).toEqual(
      expect.arrayContaining(["Cache-Control", "ETag"]),
    );
  }
  expect(responseOf(kept.responses["304"], document).content).toBeUndefined();
  const own = operation(document, "/v1/carts/{cart_id}", "get");
  expect(own.parameters).not.toContainEqual(ifNoneMatch);
  expect(own.responses).not.toHaveProperty("304");
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
  const [id] = ownParameters(operation(document, "/v1/products/{product_id}", "get"));
  expect(id).toMatchObject({
    name: "product_id",
    in: "path",
    required: true,
    schema: { type: "string", pattern: "^prd_[0-7][0-9a-hjkmnp-tv-z]{25}$" },
  });
  const parameters = ownParameters(operation(document, "/v1/products", "get"));
  expect(parameters.map(({ name }) => name)).toEqual([
    "pageSize",
    "pageToken",
    "categoryId",
    "brand",
    "slug",
    "state",
    "languageCode",
    "moderationState",
  ]);
  expect(parameters[0]?.schema).toEqual({ type: "integer", format: "int32", minimum: 0, maximum: 100 });
  expect(parameters[2]?.schema).toMatchObject({ pattern: "^$|(?:^cat_[0-7][0-9a-hjkmnp-tv-z]{25}$)" });
  const [ids] = ownParameters(operation(document, "/v1/products:batchGet", "get"));
  expect(ids?.schema).toMatchObject({
    type: "array",
    minItems: 1,
    maxItems: 100,
    uniqueItems: true,
    items: { type: "string" },
  });
});

test("a body is the field its rule names, the rest is the query", () => {
  const update = operation(document, "/v1/products/{product_id}", "patch");
  const { requestBody } = update;
  expect(requestBody?.content["application/json"]?.schema.$ref).toBe(
    "#/components/schemas/ultramarket.product.v1.ProductInput",
  );
  expect(ownParameters(update).map(({ name }) => name)).toEqual([
    "product_id",
    "updateMask",
    "etag",
    "requestId",
    "validateOnly",
  ]);
  const whole = operation(echo, "/v1/echo", "post");
  expect(ownParameters(whole)).toEqual([]);
  expect(whole.requestBody?.content["application/json"]?.schema.$ref).toMatch(/WriteRequest$/);
});

test("64-bit integers are strings, and a demanded field is required", () => {
  expect(schema(echo, "ultramarket.testing.v1.WriteResponse").properties?.effects).toMatchObject({
    type: "string",
    format: "int64",
  });
  expect(schema(document, "ultramarket.product.v1.VariantInput").required).toEqual(["sku", "price"]);
});

test("access is said in security, permission and refusals", () => {
  const get = operation(document, "/v1/products/{product_id}", "get");
  expect(get.security).toEqual([{}, { bearer: [] }, { apiKey: [] }, { session: [] }]);
  const create = operation(document, "/v1/products", "post");
  const roles = ["product.write"];
  expect([create.security, create["x-permission"]]).toEqual([
    [{ bearer: roles }, { apiKey: roles }, { session: roles, csrf: [] }],
    "product.write",
  ]);
  expect(refusals(create, "403")).toEqual(["CSRF_TOKEN_WRONG", "ORIGIN_NOT_ALLOWED", "PERMISSION_MISSING"]);
  expect(refusals(create, "409")).toEqual(["SKU_TAKEN", "SLUG_TAKEN"]);
  expect(refusals(get, "404")).toEqual(["RESOURCE_NOT_FOUND"]);
  expect(get.responses["409"]).toBeUndefined();
});

/** The reasons of a status, each of them in words and with an example of its body. */
function refusals(described: Operation, status: string): string[] {
  const { description, content } = responseOf(described.responses[status], document);
  const shown = Object.keys(content?.["application/json"]?.examples ?? {});
  expect(description.match(/^- `[A-Z_]+`/gm)).toEqual(shown.map((name) => `- \`${name}\``));
  return shown;
}

test("a refusal is shown as the gateway sends it", () => {
  expect(document.components.examples["product.ultramarket.SKU_TAKEN"]?.value).toEqual({
    code: 6,
    message: "another variant holds the SKU that metadata sku names",
    details: [
      {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        reason: "SKU_TAKEN",
        domain: "product.ultramarket",
        metadata: { sku: "HOM-BLANKET-MOSS" },
      },
    ],
  });
  const limited = document.components.examples["ultramarket.RATE_LIMITED"]?.value;
  expect(limited).toMatchObject({ code: 8, details: [{ reason: "RATE_LIMITED" }, { retryDelay: "12s" }] });
  const create = operation(document, "/v1/products", "post");
  const { headers = {} } = responseOf(create.responses["429"], document);
  expect(Object.keys(headers)).toEqual(["X-Request-Id", "RateLimit", "RateLimit-Policy", "Retry-After"]);
});

test("how long, how often and whether a call may be repeated is said", () => {
  expect(operation(document, "/v1/carts/{cart_id}:checkout", "post")).toMatchObject({
    "x-repeatable": "by request_id",
    "x-rate-class": "money",
    "x-deadline": { default: expect.any(Number), most: expect.any(Number) },
  });
  expect(operation(document, "/v1/products", "get")).toMatchObject({
    "x-repeatable": "always",
    "x-rate-class": "read",
  });
});

test("a stream of answers is offered in its three forms", () => {
  const { content } = responseOf(operation(echo, "/v1/echo/{message}:repeat", "get").responses["200"], echo);
  expect(Object.keys(content ?? {})).toEqual(["application/json", "application/x-ndjson", "text/event-stream"]);
});
