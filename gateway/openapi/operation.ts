import type { JsonObject, JsonValue } from "@bufbuild/protobuf";
import { RateClass } from "#gen/es/ultramarket/options/v1/options_pb.js";
import type { Method } from "#mesh/rpc";
import type { Route } from "../transcoder/mod.ts";
import type { CommentOf } from "./comments.ts";
import type { ErrorResponses } from "./error-responses.ts";
import type { Examples } from "./examples/examples.ts";
import type { JsonSchema } from "./json-schema.ts";
import type { Content, MediaType, Operation, Response } from "./open-api.ts";
import { parametersOf } from "./parameters.ts";
import type { Reason } from "./reasons.ts";
import type { Schemas } from "./schemas.ts";
import { accessText, securityOf } from "./security.ts";
import { headersOf, headersOfKept, requestHeadersOf } from "./shared-headers.ts";

export interface OperationContext {
  readonly schemas: Schemas;
  readonly commentOf: CommentOf;
  readonly reasonsOf: (method: Method) => readonly Reason[];
  readonly errors: ErrorResponses;
  readonly examples: Examples;
}

/** One RPC under one route; `suffix` tells further routes of the same RPC apart. */
export function describeOperation(route: Route, method: Method, suffix: string, context: OperationContext): Operation {
  const { schemas, commentOf, examples } = context;
  const { desc, access } = method;
  const isKept = method.policy.cache !== undefined && route.httpMethod === "GET";
  const example = examples.request(method);
  return {
    operationId: `${desc.parent.name}_${desc.name}${suffix}`,
    tags: [desc.parent.name],
    summary: desc.name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, " "),
    description: [commentOf(desc), ...accessText(method)].filter((part) => part !== "").join("\n\n"),
    ...(desc.deprecated ? { deprecated: true } : {}),
    parameters: [...parametersOf(route, { schemas, commentOf, example }), ...requestHeadersOf(method, isKept)],
    ...requestBody(route, example, schemas),
    responses: {
      "200": success(route, context, isKept ? headersOfKept() : headersOf(200)),
      ...(isKept ? { "304": unchanged } : {}),
      ...context.errors.of(context.reasonsOf(method)),
    },
    security: securityOf(method),
    ...(access.case === "permission" ? { "x-permission": access.value } : {}),
    "x-rpc": method.path,
    "x-repeatable": repeatable[method.kind],
    "x-rate-class": rateClass(method),
    "x-deadline": { default: method.defaultMs / 1000, most: method.capMs / 1000 },
  };
}

/** Bytes of any type. */
const rawType = "google.api.HttpBody";
const raw: Content = { "*/*": { schema: {} } };

const repeatable = { safe: "always", keyed: "by request_id", none: "no" } as const;

function rateClass({ policy }: Method): string {
  return (RateClass[policy.rateClass || RateClass.READ] ?? "READ").toLowerCase();
}

function requestBody(route: Route, example: JsonObject, schemas: Schemas): Pick<Operation, "requestBody"> {
  const { body, method } = route;
  if (body.kind === "none") return {};
  const held = body.kind === "field" ? body.field.message : method.input;
  if (held?.typeName === rawType) return { requestBody: { required: true, content: raw } };
  if (body.kind === "field") {
    const shown = example[body.field.jsonName];
    const content = json(schemas.field(body.field), shown);
    return { requestBody: { required: true, content, "x-field": body.field.jsonName } };
  }
  return { requestBody: { required: true, content: json(schemas.message(method.input), withoutPath(route, example)) } };
}

/** What the path says need not be said in the body. */
function withoutPath({ variables }: Route, example: JsonObject): JsonObject {
  const inPath = new Set(variables.flatMap(({ fields }) => (fields.length === 1 ? (fields[0]?.jsonName ?? []) : [])));
  return Object.fromEntries(Object.entries(example).filter(([name]) => !inPath.has(name)));
}

/** What is answered to who has the answer already. */
const unchanged: Response = { description: "The answer is still what the caller has.", headers: headersOfKept() };

function success(
  { method, responseField }: Route,
  { schemas, commentOf, examples }: OperationContext,
  headers: Response["headers"] & object,
): Response {
  const schema = responseField === undefined ? schemas.message(method.output) : schemas.field(responseField);
  const about = { description: commentOf(method.output) || "The answer.", headers };
  if ((responseField?.message ?? method.output).typeName === rawType) return { ...about, content: raw };
  const whole = examples.answer(method);
  const example = responseField === undefined ? whole : whole?.[responseField.jsonName];
  return {
    ...about,
    content: method.methodKind === "server_streaming" ? streamed(schema, example) : json(schema, example),
  };
}

function json(schema: JsonSchema, example: JsonValue | undefined): Content {
  return { "application/json": shown(schema, example) };
}

function shown(schema: JsonSchema, example: JsonValue | undefined): MediaType {
  return { schema, ...(example === undefined ? {} : { example }) };
}

/** The forms of a stream; lines and events are texts of many messages, so that a schema says what one of them holds. */
function streamed(schema: JsonSchema, example: JsonValue = {}): Content {
  const line = { type: "object", properties: { result: schema } };
  return {
    "application/json": { schema: { type: "array", items: schema }, example: [example] },
    "application/x-ndjson": { schema: line, example: { result: example } },
    "text/event-stream": { schema: { type: "string" }, example: `data: ${JSON.stringify(example)}\n\n` },
  };
}
