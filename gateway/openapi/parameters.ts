import type { DescField, DescMessage, JsonObject, JsonValue } from "@bufbuild/protobuf";
import type { Route } from "../transcoder/mod.ts";
import type { CommentOf } from "./comments.ts";
import type { Parameter } from "./open-api.ts";
import { ownFields } from "./own-fields.ts";
import type { Schemas } from "./schemas.ts";
import { wellKnownSchema } from "./well-known.ts";

/** The path of a template in OpenAPI's spelling: "/v1/{name=shops/*}" is "/v1/{name}". */
export function openApiPath({ template }: Route): string {
  return template.text.replace(/\{([^}=]+)=[^}]*\}/g, "{$1}");
}

/** What descriptions of parameters are made of. */
export interface ParameterContext {
  readonly schemas: Schemas;
  readonly commentOf: CommentOf;
  /** A request of the route's method. */
  readonly example: JsonObject;
}

/** The fields of a request that REST takes from the path and from the query. */
export function parametersOf(route: Route, context: ParameterContext): readonly Parameter[] {
  const inPath = route.variables.map(({ fieldPath, fields }): Parameter | undefined => {
    const field = fields.at(-1);
    const names = fields.map(({ jsonName }) => jsonName);
    return field && { ...parameter(fieldPath, field, names, context), in: "path", required: true };
  });
  return [...inPath.filter((found) => found !== undefined), ...queryParameters(route, context)];
}

function queryParameters({ body, method, variables }: Route, context: ParameterContext): Parameter[] {
  if (body.kind === "whole") return [];
  const taken = new Set(variables.map(({ fieldPath }) => fieldPath));
  const bodyField = body.kind === "field" ? body.field : undefined;
  const found: Parameter[] = [];
  const visit = (
    message: DescMessage,
    protoPrefix: string,
    names: readonly string[],
    above: readonly DescMessage[],
  ) => {
    for (const field of ownFields(message)) {
      const protoPath = `${protoPrefix}${field.name}`;
      if (field === bodyField || taken.has(protoPath)) continue;
      const own = [...names, field.jsonName];
      const inner = nested(field);
      if (inner === undefined) {
        if (isLeaf(field)) found.push(parameter(own.join("."), field, own, context));
      } else if (!above.includes(inner)) visit(inner, `${protoPath}.`, own, [...above, inner]);
    }
  };
  visit(method.input, "", [], [method.input]);
  return found;
}

/** The message whose fields are parameters in the field's stead. */
function nested(field: DescField): DescMessage | undefined {
  return field.fieldKind === "message" && wellKnownSchema(field.message.typeName) === undefined
    ? field.message
    : undefined;
}

const withoutText = new Set(["Any", "Struct", "Value", "ListValue", "Empty"].map((name) => `google.protobuf.${name}`));

/** True for what a query can hold: maps, repeated messages and messages without a text form are for bodies. */
function isLeaf(field: DescField): boolean {
  if (field.fieldKind === "map" || (field.fieldKind === "list" && field.listKind === "message")) return false;
  return field.message === undefined || !withoutText.has(field.message.typeName);
}

function parameter(name: string, field: DescField, names: readonly string[], context: ParameterContext): Parameter {
  const { schemas, commentOf, example } = context;
  const { description: _, deprecated, ...schema } = schemas.field(field);
  const shown = valueAt(example, names);
  return {
    ...{ name, in: "query", required: false, description: commentOf(field) },
    ...(deprecated === true ? { deprecated } : {}),
    schema,
    ...(shown === undefined ? {} : { example: shown }),
  };
}

function valueAt(value: JsonValue | undefined, names: readonly string[]): JsonValue | undefined {
  return names.reduce<JsonValue | undefined>(
    (at, name) => (typeof at === "object" && at !== null && !Array.isArray(at) ? at[name] : undefined),
    value,
  );
}
