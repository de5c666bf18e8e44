import {
  create,
  type DescMethodUnary,
  fromJson,
  getOption,
  type JsonObject,
  type JsonValue,
  type Message,
  type Registry,
  toJson,
} from "@bufbuild/protobuf";
import { http } from "#gen/es/google/api/annotations_pb.js";
import { HttpBodySchema } from "#gen/es/google/api/httpbody_pb.js";
import { StatusSchema } from "#gen/es/google/rpc/status_pb.js";

export interface RestCall {
  readonly baseUrl: string;
  readonly method: DescMethodUnary;
  readonly request: Message;
  readonly headers: Readonly<Record<string, string>>;
  readonly registry: Registry;
}

/** Calls a method as its `google.api.http` rule says. Answers with the message, or the google.rpc.Status of the refusal. */
export async function callRest({ baseUrl, method, request, headers, registry }: RestCall): Promise<Message> {
  const { pattern, body } = getOption(method, http);
  if (pattern.case === undefined || pattern.case === "custom") throw new Error(`${method} has no plain REST route`);
  const json = toJson(method.input, request, { registry }) as JsonObject;
  const path = pattern.value.replaceAll(/\{(\w+)\}/g, (_, field: string) => encodeURIComponent(take(json, field)));
  const sent = body === "" ? undefined : JSON.stringify(body === "*" ? json : takeValue(json, body));
  const query = body === "*" ? "" : `?${queryOf(json)}`;
  const response = await fetch(`${baseUrl}${path}${query}`, {
    method: pattern.case.toUpperCase(),
    headers: { ...headers, ...(sent === undefined ? {} : { "content-type": "application/json" }) },
    ...(sent === undefined ? {} : { body: sent }),
  });
  if (response.ok && method.output.typeName === HttpBodySchema.typeName) return bodyOf(response);
  const schema = response.ok ? method.output : StatusSchema;
  return fromJson(schema, (await response.json()) as JsonValue, { registry });
}

/** What is no JSON, such as a document. */
async function bodyOf(response: Response): Promise<Message> {
  const contentType = response.headers.get("content-type") ?? "";
  return create(HttpBodySchema, { contentType, data: new Uint8Array(await response.arrayBuffer()) });
}

function take(json: JsonObject, field: string): string {
  return String(takeValue(json, field) ?? "");
}

function takeValue(json: JsonObject, field: string): JsonValue | undefined {
  const name = field.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const value = json[name];
  delete json[name];
  return value;
}

function queryOf(json: JsonObject): URLSearchParams {
  const pairs = Object.entries(json).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, String(one)]),
  );
  return new URLSearchParams(pairs);
}
