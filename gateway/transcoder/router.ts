import type { Route } from "./compile.ts";
import { decodeKeepingSlashes, type PathSegment, pathSegment } from "./path.ts";

/** A route that fits a request, with the text of each variable in the order of the template. */
export interface Match {
  readonly route: Route;
  readonly values: readonly string[];
}

/** Finds routes by method and path. */
export interface Router {
  /** The route of a request, or the methods that the path has instead: none if no template matches it. */
  find(httpMethod: string, segments: readonly PathSegment[]): Match | { readonly allow: readonly string[] };
}

/** Routes by HTTP method, by verb. */
type Ends = Map<string, Map<string, Route>>;

interface Node {
  readonly literals: Map<string, Node>;
  one: Node | undefined;
  readonly ends: Ends;
  /** Routes that end here with `**`. */
  readonly rests: Ends;
}

const node = (): Node => ({ literals: new Map(), one: undefined, ends: new Map(), rests: new Map() });

/** A router over routes without duplicates; literals go before `*`, that before `**`, in whatever order they come. */
export function createRouter(routes: readonly Route[]): Router {
  const root = node();
  for (const route of routes) add(root, route);
  return {
    find(httpMethod, segments) {
      const split = splitVerb(segments);
      const byVerb = split && choose(templatesOf(root, split.segments, split.verb), httpMethod, split.segments);
      return byVerb ?? choose(templatesOf(root, segments, ""), httpMethod, segments) ?? { allow: [] };
    },
  };
}

function add(root: Node, route: Route): void {
  let at = root;
  let ends = root.ends;
  for (const segment of route.template.segments) {
    if (segment.kind === "rest") {
      ends = at.rests;
      continue;
    }
    at = segment.kind === "literal" ? literalChild(at, segment.text) : oneChild(at);
    ends = at.ends;
  }
  const methods = ends.get(route.template.verb) ?? new Map<string, Route>();
  ends.set(route.template.verb, methods.set(route.httpMethod, route));
}

function literalChild(parent: Node, text: string): Node {
  const child = parent.literals.get(text) ?? node();
  parent.literals.set(text, child);
  return child;
}

function oneChild(parent: Node): Node {
  parent.one ??= node();
  return parent.one;
}

/** The last segment without its verb; undefined if it has no colon, or nothing before it. */
function splitVerb(segments: readonly PathSegment[]): { segments: PathSegment[]; verb: string } | undefined {
  const last = segments.at(-1)?.raw ?? "";
  const colon = last.lastIndexOf(":");
  if (colon <= 0 || colon === last.length - 1) return undefined;
  const segment = pathSegment(last.slice(0, colon));
  return { segments: [...segments.slice(0, -1), segment], verb: pathSegment(last.slice(colon + 1)).text };
}

/** The routes of each template that matches, the most specific template first. Visits a node of the tree at most once. */
function* templatesOf(
  at: Node,
  segments: readonly PathSegment[],
  verb: string,
  index = 0,
): Generator<ReadonlyMap<string, Route>> {
  const segment = segments[index];
  if (segment === undefined) {
    const exact = at.ends.get(verb);
    if (exact !== undefined) yield exact;
  } else {
    const literal = at.literals.get(segment.text);
    if (literal !== undefined) yield* templatesOf(literal, segments, verb, index + 1);
    if (at.one !== undefined) yield* templatesOf(at.one, segments, verb, index + 1);
  }
  const rest = at.rests.get(verb);
  if (rest !== undefined) yield rest;
}

/** The first template with a route for the method; undefined if no template matches at all. */
function choose(
  templates: Iterable<ReadonlyMap<string, Route>>,
  httpMethod: string,
  segments: readonly PathSegment[],
): Match | { allow: readonly string[] } | undefined {
  const allow = new Set<string>();
  for (const methods of templates) {
    const route = methods.get(httpMethod) ?? (httpMethod === "HEAD" ? methods.get("GET") : undefined);
    const found = route ?? methods.get("*");
    if (found !== undefined) return { route: found, values: valuesOf(found, segments) };
    for (const method of methods.keys()) allow.add(method);
  }
  if (allow.has("GET")) allow.add("HEAD");
  return allow.size === 0 ? undefined : { allow: [...allow].toSorted() };
}

function valuesOf(route: Route, segments: readonly PathSegment[]): string[] {
  return route.variables.map(({ start, end, multiple }) =>
    multiple
      ? segments
          .slice(start, end)
          .map(({ raw }) => decodeKeepingSlashes(raw))
          .join("/")
      : (segments[start]?.text ?? ""),
  );
}
