import type { DescField, DescMessage } from "@bufbuild/protobuf";
import type { Route } from "../transcoder/mod.ts";
import type { CommentOf } from "./comments.ts";
import type { Parameter } from "./open-api.ts";
import type { Schemas } from "./schemas.ts";
import { wellKnownSchema } from "./well-known.ts";

/** The path of a template in OpenAPI's spelling: "/v1/{name=shops/*}" is "/v1/{name}". */
export function openApiPath({ template }: Route): string {
  return template.text.replace(/\{([^}=]+)=[^}]*\}/g, "{$1}");
}

/** The fields of a request that REST takes from the path and from the query. */
export function parametersOf(route: Route, schemas: Schemas, commentOf: CommentOf): readonly Parameter[] {
  const inPath = route.variables.map(({ fieldPath, fields }): Parameter | undefined => {
    const field = fields.at(-1);
    return field && { ...parameter(fieldPath, field, schemas, commentOf), in: "path", required: true };
  });
  return [...inPath.filter((found) => found !== undefined), ...queryParameters(route, schemas, commentOf)];
}

function queryParameters({ body, method, variables }: Route, schemas: Schemas, commentOf: CommentOf): Parameter[] {
  if (body.kind === "whole") return [];
  const taken = new Set(variables.map(({ fieldPath }) => fieldPath));
  const bodyField = body.kind === "field" ? body.field : undefined;
  const found: Parameter[] = [];
  const visit = (message: DescMessage, protoPrefix: string, jsonPrefix: string, above: readonly DescMessage[]) => {
    for (const field of message.fields) {
      const protoPath = `${protoPrefix}${field.name}`;
      if (field === bodyField || taken.has(protoPath)) continue;
      const name = `${jsonPrefix}${field.jsonName}`;
      const inner = nested(field);
      if (inner === undefined) {
        if (isLeaf(field)) found.push(parameter(name, field, schemas, commentOf));
      } else if (!above.includes(inner)) visit(inner, `${protoPath}.`, `${name}.`, [...above, inner]);
    }
  };
  visit(method.input, "", "", [method.input]);
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

function parameter(name: string, field: DescField, schemas: Schemas, commentOf: CommentOf): Parameter {
  const { description: _, ...schema } = schemas.field(field);
  return { name, in: "query", required: false, description: commentOf(field), schema };
}
