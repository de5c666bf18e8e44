import { missing } from "./api-error.ts";
import { type Context, ok, type Route } from "./context.ts";
import type { Kind, Kinds } from "./objects.ts";

/** The object of the path's id. */
export const retrieveRoute =
  (kind: Kind): Route =>
  (context, { id }) =>
    ok(present(context, kind, id));

/** The object of the id; 404 if it is named in the path, 400 if in a parameter. */
export function present<K extends Kind>({ store }: Context, kind: K, id: string, param = "id"): Kinds[K] {
  const found = store.get(kind, id);
  if (found === undefined) throw missing(kind, id, param);
  return found;
}
