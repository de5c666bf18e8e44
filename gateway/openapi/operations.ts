import type { HttpVerb, OpenApi, Operation } from "./open-api.ts";

/** An operation with its place in the document. */
export interface PlacedOperation {
  readonly path: string;
  readonly verb: HttpVerb;
  readonly operation: Operation;
}

/** All operations in the order of the document. */
export function operationsOf({ paths }: Pick<OpenApi, "paths">): readonly PlacedOperation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([verb, operation]) => ({ path, verb: verb as HttpVerb, operation })),
  );
}
