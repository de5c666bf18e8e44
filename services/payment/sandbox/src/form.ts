import { createHash } from "node:crypto";

/** Parameters as Stripe's clients send them: text, lists and maps of them. */
export interface Params {
  readonly [name: string]: Param;
}

export type Param = string | readonly Param[] | Params;

/** Reads `a=1&b[c]=2&d[0]=3&e[]=4` into { a: "1", b: { c: "2" }, d: ["3"], e: ["4"] }. */
export function readForm(text: string): Params {
  const root: Draft = new Map();
  for (const [name, value] of new URLSearchParams(text)) place(root, pathOf(name), value);
  return settle(root) as Params;
}

/** The same for the same parameters, in whatever order they come. */
export function fingerprint(method: string, path: string, params: Params): string {
  return createHash("sha256")
    .update(JSON.stringify([method, path, sorted(params)]))
    .digest("hex");
}

type Draft = Map<string, string | Draft>;

const mostLevels = 8;

function pathOf(name: string): readonly string[] {
  return [name.replace(/\[.*$/s, ""), ...[...name.matchAll(/\[([^\]]*)\]/g)].map(([, key = ""]) => key)].slice(
    0,
    mostLevels,
  );
}

function place(draft: Draft, [first = "", ...rest]: readonly string[], value: string): void {
  const key = first === "" ? String(draft.size) : first;
  if (rest.length === 0) {
    draft.set(key, value);
    return;
  }
  const known = draft.get(key);
  const child: Draft = known instanceof Map ? known : new Map();
  draft.set(key, child);
  place(child, rest, value);
}

function settle(draft: Draft): Param {
  const entries = [...draft].map(([key, value]) => [key, value instanceof Map ? settle(value) : value] as const);
  const isList = entries.length > 0 && entries.every(([key], index) => key === String(index));
  return isList ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

function sorted(param: Param): unknown {
  if (typeof param === "string") return param;
  if (Array.isArray(param)) return param.map(sorted);
  return Object.entries(param)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => [key, sorted(value)]);
}
