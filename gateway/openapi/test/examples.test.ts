import { type JsonObject, toJson } from "@bufbuild/protobuf";
import { file_ultramarket_testing_v1_echo_service } from "#gen/es/ultramarket/testing/v1/echo_service_pb.js";
import { loadContracts } from "#mesh/rpc";
import { describeContracts, marketWords, type OpenApi } from "../mod.ts";
import { operationsOf } from "../operations.ts";
import { refName } from "../ref-name.ts";
import { ownParameters, responseOf } from "../resolve.ts";
import { exampleMessage, exampleRequest, queryText } from "../snippets/example-request.ts";
import { everyRuleContracts } from "./every-rule.ts";
import { contracts, document } from "./market-document.ts";
import { readingGateway } from "./reading-gateway.ts";
import { schemaCheck } from "./schema-check.ts";

const operations = operationsOf(document);
/** Those that answer once: the gateway of these tests has no streams. */
const answering = operations.filter(
  ({ operation }) => responseOf(operation.responses["200"], document).content?.["application/x-ndjson"] === undefined,
);
const title = { title: "Other", version: "1", description: "" };
const echo = describeContracts(loadContracts(file_ultramarket_testing_v1_echo_service), title);
const everyRule = describeContracts(everyRuleContracts(), title);

test.each([
  ["the market", document],
  ["the echo", echo],
  ["a contract of every rule", everyRule],
])("every example in the document of %s keeps to its schema", (_, described) => {
  const wrong = schemaCheck(described);
  const found = [...shownExamples(described)];
  const mismatches = found.flatMap(({ at, schema, value }) => {
    const problem = wrong(schema, value);
    return problem === "" ? [] : [`${at}: ${problem}; words are in gateway/openapi/market`];
  });
  expect(mismatches).toEqual([]);
  expect(found.length).toBeGreaterThan(3 * operationsOf(described).length);
});

/** Parameters, bodies and answers; each error once. */
function* shownExamples(described: OpenApi) {
  for (const { operation } of operationsOf(described)) {
    const { operationId, requestBody, responses } = operation;
    for (const { name, schema, example } of ownParameters(operation)) {
      if (example !== undefined) yield { at: `${operationId} ${name}`, schema, value: example };
    }
    const answers = Object.values(responses).flatMap((one) => ("content" in one ? [one.content] : []));
    for (const content of [requestBody?.content, ...answers]) {
      for (const { schema, example } of Object.values(content ?? {})) {
        if (example !== undefined) yield { at: operationId, schema, value: example };
      }
    }
  }
  const status = { $ref: "#/components/schemas/google.rpc.Status" };
  for (const [at, { value }] of Object.entries(described.components.examples)) yield { at, schema: status, value };
  for (const [at, { schema, example }] of Object.entries(described.components.headers)) {
    yield { at, schema, value: example };
  }
}

test("no word is for a message or field that is not there", () => {
  const fields = contracts.files.flatMap(({ messages }) => messages).flatMap((message) => message.fields);
  const names = new Set(fields.map(({ jsonName }) => jsonName));
  const ofErrors = ["permission", "service", "rateClass", "role", "intervals"];
  const idle = Object.keys(marketWords.fields).filter((name) => !names.has(name) && !ofErrors.includes(name));
  expect(idle).toEqual([]);
  for (const [typeName, words] of Object.entries(marketWords.messages)) {
    const known = contracts.registry.getMessage(typeName)?.fields.map(({ jsonName }) => jsonName);
    expect([typeName, known]).toEqual([typeName, expect.arrayContaining(Object.keys(words))]);
  }
});

test("every operation shows all of its request, its answer and each refusal", () => {
  for (const { operation } of operations) {
    const { parameters, requestBody, responses } = operation;
    const required = ownParameters({ ...operation, parameters }).filter((one) => one.required);
    expect(required.filter(({ example }) => example === undefined)).toEqual([]);
    for (const { example } of Object.values(requestBody?.content ?? {})) expect(example).toBeDefined();
    for (const [status, response] of Object.entries(responses)) {
      const { content = {} } = responseOf(response, document);
      const media = content["application/json"];
      if (media === undefined || status === "default") continue;
      expect([operation.operationId, status, media.example ?? media.examples]).not.toContain(undefined);
    }
  }
});

test("the gateway understands every example request, finds no rule broken, and answers as the example does", async () => {
  await using gateway = await readingGateway(contracts, document);
  const answered = await Promise.all(
    answering.map(async ({ path, verb, operation }) => {
      const request = exampleRequest(path, operation);
      const response = await fetch(`${gateway.url}${request.path}${queryText(request.query)}`, {
        method: verb.toUpperCase(),
        ...(request.body === undefined
          ? {}
          : { headers: { "content-type": "application/json" }, body: JSON.stringify(request.body) }),
      });
      const ok = responseOf(operation.responses["200"], document).content ?? {};
      const text = await response.text();
      const shown = ok["application/json"]?.example;
      return { id: operation.operationId, status: response.status, body: shown && JSON.parse(text), shown, text };
    }),
  );
  expect(answered.filter(({ status }) => status !== 200)).toEqual([]);
  for (const { body, shown } of answered) expect(body).toEqual(shown);
  expect(gateway.read).toHaveLength(answering.length);
});

test("Connect and gRPC are shown the message that REST makes of its path, query and body", async () => {
  await using gateway = await readingGateway(contracts, document);
  for (const { path, verb, operation } of answering) {
    const request = exampleRequest(path, operation);
    const body = request.body === undefined ? {} : { body: JSON.stringify(request.body) };
    await fetch(`${gateway.url}${request.path}${queryText(request.query)}`, {
      method: verb.toUpperCase(),
      headers: { "content-type": "application/json" },
      ...body,
    });
    const { method, request: read } = gateway.read.at(-1) ?? {};
    expect(method && read && toJson(method.input, read, { alwaysEmitImplicit: false })).toEqual(
      withoutZeros(exampleMessage(operation)),
    );
  }
});

/** ProtoJSON leaves out what is empty, false or zero. */
function withoutZeros(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutZeros);
  if (typeof value !== "object" || value === null) return value;
  const zeros: unknown[] = ["", "0", 0, false];
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => !zeros.includes(member) && !(Array.isArray(member) && member.length === 0))
      .map(([name, member]) => [name, withoutZeros(member)]),
  );
}

test("the gateway refuses a body without a member that its schema requires", async () => {
  await using gateway = await readingGateway(contracts, document);
  const sent = operations.flatMap(({ path, verb, operation }) => {
    const request = exampleRequest(path, operation);
    const { $ref = "" } = operation.requestBody?.content["application/json"]?.schema ?? {};
    const { required = [] } = document.components.schemas[refName($ref)] ?? {};
    return required.map(async (name) => {
      const { [name]: _, ...body } = request.body as JsonObject;
      const url = `${gateway.url}${request.path}${queryText(request.query)}`;
      const headers = { "content-type": "application/json" };
      const { status } = await fetch(url, { method: verb.toUpperCase(), headers, body: JSON.stringify(body) });
      return [operation.operationId, name, status];
    });
  });
  const answered = await Promise.all(sent);
  expect(answered.filter(([, , status]) => status !== 400)).toEqual([]);
  expect(answered.length).toBeGreaterThan(30);
});
