import type { Method } from "#mesh/rpc";
import type { Route } from "../transcoder/mod.ts";
import type { CommentOf } from "./comments.ts";
import type { JsonSchema } from "./json-schema.ts";
import type { Content, Operation, Response } from "./open-api.ts";
import { parametersOf } from "./parameters.ts";
import type { Reason } from "./reasons.ts";
import type { Schemas } from "./schemas.ts";

export interface OperationContext {
  readonly schemas: Schemas;
  readonly commentOf: CommentOf;
  readonly reasonsOf: (method: Method) => readonly Reason[];
  /** The schema of google.rpc.Status. */
  readonly status: JsonSchema;
}

/** One RPC under one route; `suffix` tells further routes of the same RPC apart. */
export function describeOperation(route: Route, method: Method, suffix: string, context: OperationContext): Operation {
  const { schemas, commentOf } = context;
  const { desc, access } = method;
  const comment = commentOf(desc);
  const bearer = { bearer: [] };
  return {
    operationId: `${desc.parent.name}_${desc.name}${suffix}`,
    tags: [desc.parent.name],
    summary: desc.name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, " "),
    description: [comment, ...accessText(method)].filter((part) => part !== "").join("\n\n"),
    parameters: parametersOf(route, schemas, commentOf),
    ...requestBody(route, context),
    responses: { "200": success(route, context), ...failures(method, context) },
    security: access.case === "public" ? [{}, bearer] : [bearer],
    ...(access.case === "permission" ? { "x-permission": access.value } : {}),
    "x-rpc": method.path,
  };
}

function accessText({ access }: Method): readonly string[] {
  if (access.case === "permission") return [`Needs the permission \`${access.value}\`.`];
  return access.case === "signedIn" ? ["Needs a signed-in user."] : [];
}

function requestBody({ body, method }: Route, { schemas }: OperationContext): Pick<Operation, "requestBody"> {
  if (body.kind === "none") return {};
  const schema = body.kind === "field" ? schemas.field(body.field) : schemas.message(method.input);
  return { requestBody: { required: true, content: { "application/json": { schema } } } };
}

function success({ method, responseField }: Route, { schemas, commentOf }: OperationContext): Response {
  const schema = responseField === undefined ? schemas.message(method.output) : schemas.field(responseField);
  const description = commentOf(method.output) || "The answer.";
  if (method.output.typeName === "google.api.HttpBody") return { description, content: { "*/*": { schema: {} } } };
  return { description, content: method.methodKind === "server_streaming" ? streamed(schema) : json(schema) };
}

function json(schema: JsonSchema): Content {
  return { "application/json": { schema } };
}

function streamed(schema: JsonSchema): Content {
  return {
    "application/json": { schema: { type: "array", items: schema } },
    "application/x-ndjson": { schema: { type: "object", properties: { result: schema } } },
    "text/event-stream": { schema: { type: "string" } },
  };
}

function failures(method: Method, { reasonsOf, status }: OperationContext): Record<string, Response> {
  const byStatus = Map.groupBy(reasonsOf(method), ({ httpStatus }) => httpStatus);
  const responses = [...byStatus]
    .toSorted(([a], [b]) => a - b)
    .map(([httpStatus, reasons]) => {
      const description = reasons.map(({ name, kind, meaning }) => `- \`${name}\` (${kind}): ${meaning}`).join("\n");
      return [String(httpStatus), { description, content: json(status) }] as const;
    });
  return { ...Object.fromEntries(responses), default: { description: "Any other failure.", content: json(status) } };
}
