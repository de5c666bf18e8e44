import type { DescField, DescMessage, DescMethod, Registry } from "@bufbuild/protobuf";
import { isHttpBody, jsonForm } from "./fields.ts";
import { type Binding, bindingsOf } from "./rule.ts";
import { parseTemplate, type Template, type Variable } from "./template.ts";

/** What the HTTP body of a request holds. */
export type BodyRule =
  | { readonly kind: "none" | "whole" }
  | { readonly kind: "field"; readonly field: DescField & { fieldKind: BodyKind } };
type BodyKind = Exclude<DescField["fieldKind"], "map">;

/** A variable of the template and the fields that lead to the one it fills. */
export interface BoundVariable extends Variable {
  readonly fields: readonly DescField[];
}

/** An RPC under one method and path of HTTP. */
export interface Route {
  readonly method: DescMethod;
  /** HTTP method in capitals; "*" stands for every one. */
  readonly httpMethod: string;
  readonly template: Template;
  readonly variables: readonly BoundVariable[];
  readonly body: BodyRule;
  /** The field of the response that is the HTTP body; the whole response if absent. */
  readonly responseField: DescField | undefined;
  /** The mask that a PATCH fills in from its body. */
  readonly maskField: DescField | undefined;
}

/** A rule of the contract that cannot be served; each problem names file and RPC. */
export class RulesError extends Error {
  override readonly name = "RulesError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

/** The routes of every RPC that passes the filter. Throws one RulesError with all problems of all rules. */
export function compileRoutes(registry: Registry, methods: (method: DescMethod) => boolean): readonly Route[] {
  const routes: Route[] = [];
  const problems: string[] = [];
  for (const service of registry) {
    if (service.kind !== "service") continue;
    for (const method of service.methods) {
      try {
        if (methods(method)) routes.push(...bindingsOf(method).map((binding) => compileRoute(method, binding)));
      } catch (cause) {
        problems.push(`${describe(method)}: ${cause instanceof Error ? cause.message : String(cause)}`);
      }
    }
  }
  problems.push(...duplicates(routes));
  if (problems.length > 0) throw new RulesError(problems);
  return routes;
}

function describe(method: DescMethod): string {
  return `${method.parent.file.proto.name}: ${method.parent.typeName}.${method.name}`;
}

function compileRoute(method: DescMethod, binding: Binding): Route {
  const { httpMethod } = binding;
  const template = inRule(binding.path, () => parseTemplate(binding.path));
  return inRule(binding.path, () => {
    const variables = template.variables.map((variable) => bindVariable(method.input, variable));
    const body = compileBody(method.input, binding, variables);
    const responseField = binding.responseBody === "" ? undefined : topField(method.output, binding.responseBody);
    const maskField = httpMethod === "PATCH" ? maskOf(method.input, body) : undefined;
    return { method, httpMethod, template, variables, body, responseField, maskField };
  });
}

function inRule<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new SyntaxError(`${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function bindVariable(input: DescMessage, variable: Variable): BoundVariable {
  const fields: DescField[] = [];
  let message: DescMessage | undefined = input;
  for (const name of variable.fieldPath.split(".")) {
    if (message === undefined) throw new SyntaxError(`${variable.fieldPath} goes through a field without fields`);
    const field: DescField = topField(message, name);
    fields.push(field);
    message = field.fieldKind === "message" && jsonForm(field.message) === "plain" ? field.message : undefined;
  }
  const kind = fields.at(-1)?.fieldKind;
  if (kind !== "scalar" && kind !== "enum")
    throw new SyntaxError(`${variable.fieldPath} is a ${kind}, no single value`);
  return { ...variable, fields };
}

/** The field of a message by its proto name, the only spelling a rule may use. */
function topField(message: DescMessage, name: string): DescField {
  const field = message.fields.find((candidate) => candidate.name === name);
  if (field !== undefined) return field;
  const meant = message.fields.find((candidate) => candidate.jsonName === name);
  throw new SyntaxError(
    meant === undefined ? `${message.typeName} has no field ${name}` : `${name} is to be spelled ${meant.name}`,
  );
}

function compileBody(input: DescMessage, { httpMethod, body }: Binding, variables: readonly BoundVariable[]): BodyRule {
  if (body === "") return { kind: "none" };
  if (["GET", "HEAD", "DELETE"].includes(httpMethod)) throw new SyntaxError(`${httpMethod} takes no body`);
  if (body === "*") return { kind: "whole" };
  const field = topField(input, body);
  if (field.fieldKind === "map") throw new SyntaxError(`the body field ${body} is a map`);
  if (variables.some(({ fieldPath }) => fieldPath === body)) throw new SyntaxError(`${body} is both body and path`);
  return { kind: "field", field };
}

/** `update_mask`, else the request's only FieldMask; none unless the body is a message of plain fields. */
function maskOf(input: DescMessage, body: BodyRule): DescField | undefined {
  if (body.kind !== "field" || body.field.fieldKind !== "message") return undefined;
  if (jsonForm(body.field.message) !== "plain" || isHttpBody(body.field.message)) return undefined;
  const masks = input.fields.filter((field) => field.message?.typeName === "google.protobuf.FieldMask");
  const singular = masks.filter((field) => field.fieldKind === "message");
  return singular.find((field) => field.name === "update_mask") ?? (singular.length === 1 ? singular[0] : undefined);
}

function duplicates(routes: readonly Route[]): string[] {
  const taken = new Map<string, Route>();
  return routes.flatMap((route) => {
    const shape = JSON.stringify([route.httpMethod, route.template.segments, route.template.verb]);
    const first = taken.get(shape);
    if (first === undefined) {
      taken.set(shape, route);
      return [];
    }
    const own = `${route.httpMethod} ${route.template.text}`;
    return [`${describe(route.method)}: ${own} is already a route of ${describe(first.method)}`];
  });
}
