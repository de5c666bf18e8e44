import type { Problem } from "./config-error.ts";

/** "PRODUCT_" for "product". */
export function prefixOf(service: string): string {
  return `${service.toUpperCase().replaceAll("-", "_")}_`;
}

/** A problem for each variable that carries one of our prefixes and is not known. Values are never printed. */
export function unknownVariables(
  names: readonly string[],
  known: ReadonlySet<string>,
  prefixes: readonly string[],
): Problem[] {
  return names
    .filter((name) => !known.has(name) && prefixes.some((prefix) => name.startsWith(prefix)))
    .map((name) => ({ name, text: `there is no such setting${didYouMean(name, [...known])}` }));
}

function didYouMean(name: string, known: readonly string[]): string {
  const [closest] = known
    .map((candidate) => ({ candidate, edits: distance(name, candidate) }))
    .filter(({ edits }) => edits <= Math.max(2, name.length / 3))
    .sort((a, b) => a.edits - b.edits);
  return closest === undefined ? "" : `; did you mean ${closest.candidate}?`;
}

/** Levenshtein distance: the fewest insertions, deletions and replacements from one to the other. */
function distance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...from].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
