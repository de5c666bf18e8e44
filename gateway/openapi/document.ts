import { file_google_rpc_error_details } from "#gen/es/google/rpc/error_details_pb.js";
import { StatusSchema } from "#gen/es/google/rpc/status_pb.js";
import type { Contracts, Method } from "#mesh/rpc";
import { compileRoutes, type Route } from "../transcoder/mod.ts";
import { readComments } from "./comments.ts";
import { createErrorResponses } from "./error-responses.ts";
import { type ExampleWords, noWords } from "./examples/example-words.ts";
import { createExamples } from "./examples/examples.ts";
import type { HttpVerb, Info, OpenApi, PathItem } from "./open-api.ts";
import { describeOperation, type OperationContext } from "./operation.ts";
import { openApiPath } from "./parameters.ts";
import { readReasons } from "./reasons.ts";
import { createSchemas } from "./schemas.ts";
import { securitySchemes } from "./security.ts";
import { requestHeaders, responseHeaders } from "./shared-headers.ts";

/**
 * Describes the REST side of every public RPC. Comments come from the contracts' source info, if they were built with
 * it; what examples say, from `words` where there are some, else from comments and rules.
 */
export function describeContracts(contracts: Contracts, info: Info, words: ExampleWords = noWords): OpenApi {
  const methods = new Map(contracts.methods.map((method) => [method.desc, method]));
  const isPublic = (method: Method | undefined) => method !== undefined && method.access.case !== "internal";
  const routes = compileRoutes(contracts.registry, (desc) => isPublic(methods.get(desc)));
  const commentOf = readComments([...contracts.files, file_google_rpc_error_details]);
  const schemas = createSchemas(commentOf, new Set(routes.flatMap(pathFields)));
  const examples = createExamples(contracts, words, commentOf);
  const errors = createErrorResponses(schemas.message(StatusSchema), examples);
  const reasonsOf = readReasons(contracts, commentOf);
  for (const detail of file_google_rpc_error_details.messages) schemas.message(detail);
  const services = contracts.services.filter((service) => routes.some(({ method }) => method.parent === service));
  const paths = describePaths(routes, methods, { schemas, commentOf, reasonsOf, errors, examples });
  return {
    openapi: "3.1.1",
    info: { ...info },
    servers: [{ url: "/" }],
    tags: services.map((service) => ({ name: service.name, description: commentOf(service) })),
    paths,
    components: {
      schemas: schemas.components(),
      parameters: requestHeaders,
      headers: responseHeaders,
      ...errors.components(),
      securitySchemes,
    },
  };
}

function pathFields({ variables }: Route) {
  return variables.flatMap(({ fields }) => fields.slice(-1));
}

function describePaths(
  routes: readonly Route[],
  methods: ReadonlyMap<Route["method"], Method>,
  context: OperationContext,
): Record<string, PathItem> {
  const paths: Record<string, PathItem> = {};
  const seen = new Map<Route["method"], number>();
  for (const route of routes) {
    const method = methods.get(route.method);
    const verb = verbOf(route.httpMethod);
    if (method === undefined || verb === undefined) continue;
    const nth = (seen.get(route.method) ?? 0) + 1;
    seen.set(route.method, nth);
    const path = openApiPath(route);
    paths[path] = { ...paths[path], [verb]: describeOperation(route, method, nth === 1 ? "" : `_${nth}`, context) };
  }
  return paths;
}

const verbs: readonly HttpVerb[] = ["get", "put", "post", "delete", "patch", "head", "options", "trace"];

/** OpenAPI has no word for methods of one's own; a route for every method stands under POST. */
function verbOf(httpMethod: string): HttpVerb | undefined {
  return httpMethod === "*" ? "post" : verbs.find((verb) => verb === httpMethod.toLowerCase());
}
