import { getOption, hasOption } from "@bufbuild/protobuf";
import { http } from "#gen/es/google/api/annotations_pb.js";
import type { HttpRule } from "#gen/es/google/api/http_pb.js";
import type { Contracts } from "./contracts.ts";

/** REST routes of `released` that `present` does not have, such as "GET /v1/products (…ProductService.ListProducts)". */
export function lostRoutes(released: Contracts, present: Contracts): string[] {
  const kept = new Set(routes(present));
  return routes(released).filter((route) => !kept.has(route));
}

function routes({ methods }: Contracts): string[] {
  return methods.flatMap(({ method }) => {
    if (!hasOption(method, http)) return [];
    const rule = getOption(method, http);
    return [rule, ...rule.additionalBindings].map(
      (binding) => `${routeOf(binding)} (${method.parent.typeName}.${method.name})`,
    );
  });
}

function routeOf({ pattern, body, responseBody }: HttpRule): string {
  const template = pattern.case === "custom" ? pattern.value.path : pattern.value;
  const verb = pattern.case === "custom" ? pattern.value.kind : pattern.case?.toUpperCase();
  return [`${verb} ${template}`, body && `body ${body}`, responseBody && `response_body ${responseBody}`]
    .filter(Boolean)
    .join(", ");
}
