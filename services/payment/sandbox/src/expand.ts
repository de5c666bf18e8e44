import { invalid } from "./api-error.ts";
import type { Kind } from "./objects.ts";
import type { ObjectStore } from "./store.ts";

const kinds: Readonly<Record<string, Kind>> = {
  latest_charge: "charge",
  charge: "charge",
  payment_intent: "payment_intent",
  payment_method: "payment_method",
  customer: "customer",
  balance_transaction: "balance_transaction",
};

/** The answer with the named fields as objects instead of ids; one level, of an object or of a list's ("data.x"). */
export function expand(store: ObjectStore, body: object, paths: readonly string[]): object {
  let expanded = body;
  for (const path of paths) expanded = expandPath(store, expanded, path);
  return expanded;
}

function expandPath(store: ObjectStore, body: object, path: string): object {
  if (!path.startsWith("data.")) return expandField(store, body, path);
  const { data = [] } = body as { data?: readonly object[] };
  return { ...body, data: data.map((item) => expandField(store, item, path.slice("data.".length))) };
}

function expandField(store: ObjectStore, body: object, field: string): object {
  const kind = Object.hasOwn(kinds, field) ? kinds[field] : undefined;
  if (kind === undefined || !(field in body)) throw invalid(`This property cannot be expanded (${field}).`);
  const id = (body as Readonly<Record<string, unknown>>)[field];
  return typeof id === "string" ? { ...body, [field]: store.get(kind, id) } : body;
}
