import leven from "leven";

/** Up to three of the names that the text may be a slip of, the nearest first. */
export function nearNames(text: string, names: Iterable<string>): readonly string[] {
  const wanted = text.toLowerCase();
  const furthest = Math.max(2, Math.floor(wanted.length / 3));
  return [...new Set(names)]
    .map((name) => ({ name, distance: leven(wanted, name.toLowerCase()) }))
    .filter(({ distance }) => distance <= furthest)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** "; did you mean a or b?", or nothing. */
export function didYouMean(text: string, names: Iterable<string>): string {
  const near = nearNames(text, names);
  return near.length === 0 ? "" : `; did you mean ${near.join(" or ")}?`;
}
