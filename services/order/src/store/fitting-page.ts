import { type Page, toPage } from "#mesh/kernel";

interface Lined {
  readonly lines: readonly unknown[];
}

/** Far below what a message holds, unless the lines have very long names. */
const mostLines = 5_000;

/** The page that `size + 1` items show; it ends early, but not before its first item, where the lines get too many. */
export function fittingPage<T extends Lined, Key>(
  items: readonly T[],
  size: number,
  keyOf: (item: T) => Key,
): Page<T, Key> {
  return toPage(items, Math.min(size, fitting(items)), keyOf);
}

/** As many of the items, from the first on, as fit into an answer: one at least. */
function fitting(items: readonly Lined[]): number {
  let lines = 0;
  const beyond = items.findIndex((item, index) => {
    lines += item.lines.length;
    return index > 0 && lines > mostLines;
  });
  return beyond < 0 ? items.length : beyond;
}
