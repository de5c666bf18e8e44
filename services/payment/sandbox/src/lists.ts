import { invalid } from "./api-error.ts";
import { type Context, ok, type Route } from "./context.ts";
import type { Params } from "./form.ts";
import type { Kind, Kinds } from "./objects.ts";
import { integerOf, mapOf, textOf } from "./params.ts";

const mostPerPage = 100;

/** A list, newest first, that takes `limit`, `starting_after`, `created[gte]` and these fields as filters. */
export const listRoute =
  (kind: Kind, path: string, fields: readonly string[] = []): Route =>
  (context, { params }) => {
    const equal = Object.fromEntries(fields.map((field) => [field, textOf(params, field)]));
    const createdFrom = integerOf(mapOf(params, "created"), "gte");
    return ok(pageOf(context, kind, path, params, { equal, createdFrom }));
  };

/** A page in Stripe's envelope: https://docs.stripe.com/api/pagination. */
export function pageOf(
  { store }: Context,
  kind: Kind,
  path: string,
  params: Params,
  filter: Omit<Parameters<typeof store.list>[1], "limit" | "startingAfter">,
): { object: "list"; url: string; has_more: boolean; data: Kinds[Kind][] } {
  const limit = integerOf(params, "limit") ?? 10;
  if (limit < 1 || limit > mostPerPage) throw invalid("Invalid limit: must be from 1 to 100", { param: "limit" });
  const startingAfter = textOf(params, "starting_after");
  if (startingAfter !== undefined && store.get(kind, startingAfter) === undefined) {
    throw invalid(`No such ${kind}: '${startingAfter}'`, { code: "resource_missing", param: "starting_after" });
  }
  const found = store.list(kind, { ...filter, startingAfter, limit: limit + 1 });
  return { object: "list", url: path, has_more: found.length > limit, data: found.slice(0, limit) };
}
