import type { JsonValue } from "@bufbuild/protobuf";
import type { OpenApi, Parameter } from "../open-api.ts";
import type { PlacedOperation } from "../operations.ts";
import { ownParameters, responseOf } from "../resolve.ts";
import { exampleRequest } from "../snippets/example-request.ts";
import { type PostmanVariables, variableFor, withVariables } from "./postman-variables.ts";

interface QueryParameter {
  readonly key: string;
  readonly value: string;
  readonly description: string;
  readonly disabled?: true;
}

interface PostmanRequest {
  readonly method: string;
  readonly description: string;
  readonly header: readonly { readonly key: string; readonly value: string }[];
  readonly url: {
    readonly raw: string;
    readonly host: readonly string[];
    readonly path: readonly string[];
    readonly query?: readonly QueryParameter[];
  };
  readonly body?: { readonly mode: "raw"; readonly raw: string; readonly options: object };
}

/** A request of a collection, and the answer it gets. */
export interface PostmanItem {
  readonly name: string;
  readonly request: PostmanRequest;
  readonly response: readonly object[];
}

export function postmanItem(placed: PlacedOperation, document: OpenApi, variables: PostmanVariables): PostmanItem {
  const { operation } = placed;
  const request = requestOf(placed, variables);
  const answer = responseOf(operation.responses["200"], document).content?.["application/json"]?.example;
  return { name: operation.summary, request, response: answer === undefined ? [] : [savedAnswer(request, answer)] };
}

function requestOf({ path, verb, operation }: PlacedOperation, variables: PostmanVariables): PostmanRequest {
  const { body } = exampleRequest(path, operation);
  const query = ownParameters(operation)
    .filter((one) => one.in === "query")
    .flatMap((one) => queryParameters(one, variables));
  const sent = query.filter(({ disabled }) => disabled !== true).map(({ key, value }) => `${key}=${value}`);
  const segments = path
    .slice(1)
    .replaceAll(/\{[^}]+\}/g, "{$&}")
    .split("/");
  return {
    method: verb.toUpperCase(),
    description: operation.description,
    header: body === undefined ? [] : [{ key: "Content-Type", value: "application/json" }],
    url: {
      raw: `{{baseUrl}}/${segments.join("/")}${sent.length === 0 ? "" : `?${sent.join("&")}`}`,
      host: ["{{baseUrl}}"],
      path: segments,
      ...(query.length === 0 ? {} : { query }),
    },
    ...(body === undefined ? {} : { body: rawBody(withVariables(body, variables)) }),
  };
}

/** Those that the example leaves out are there to be switched on. */
function queryParameters({ name, description, example }: Parameter, variables: PostmanVariables): QueryParameter[] {
  if (example === undefined) return [{ key: name, value: "", description, disabled: true }];
  const values = Array.isArray(example) ? (example as readonly JsonValue[]) : [example];
  return values.map((value) => ({ key: name, value: String(variableFor(name, value, variables)), description }));
}

function rawBody(value: JsonValue): NonNullable<PostmanRequest["body"]> {
  return { mode: "raw", raw: JSON.stringify(value, null, 2), options: { raw: { language: "json" } } };
}

function savedAnswer(originalRequest: PostmanRequest, answer: JsonValue): object {
  return {
    name: "Example",
    originalRequest,
    status: "OK",
    code: 200,
    _postman_previewlanguage: "json",
    header: [{ key: "Content-Type", value: "application/json" }],
    body: JSON.stringify(answer, null, 2),
  };
}
