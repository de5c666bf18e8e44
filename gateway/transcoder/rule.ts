import { type DescMethod, getOption, hasOption } from "@bufbuild/protobuf";
import { http } from "#gen/es/google/api/annotations_pb.js";
import type { HttpRule } from "#gen/es/google/api/http_pb.js";

/** One binding of an RPC to HTTP as the contract states it, not yet checked. */
export interface Binding {
  /** HTTP method in capitals; "*" stands for every one. */
  readonly httpMethod: string;
  readonly path: string;
  /** Name of a field, "*" for the whole request, or empty. */
  readonly body: string;
  /** Name of a field of the response, or empty for the whole. */
  readonly responseBody: string;
}

/** The bindings of an RPC, its first one first; none without a rule. Throws SyntaxError for a rule that binds nothing. */
export function bindingsOf(method: DescMethod): readonly Binding[] {
  if (!hasOption(method, http)) return [];
  const rule = getOption(method, http);
  for (const more of rule.additionalBindings) {
    if (more.additionalBindings.length > 0) throw new SyntaxError("additional_bindings nest only once");
  }
  return [rule, ...rule.additionalBindings].map(bindingOf);
}

function bindingOf({ pattern, body, responseBody }: HttpRule): Binding {
  switch (pattern.case) {
    case undefined:
      throw new SyntaxError("a binding without method and path");
    case "custom":
      return { httpMethod: customMethod(pattern.value.kind), path: pattern.value.path, body, responseBody };
    default:
      return { httpMethod: pattern.case.toUpperCase(), path: pattern.value, body, responseBody };
  }
}

function customMethod(kind: string): string {
  if (kind !== "*" && !/^[A-Z][A-Z-]*$/.test(kind)) {
    throw new SyntaxError(`${JSON.stringify(kind)} is neither an HTTP method in capitals nor *`);
  }
  return kind;
}
