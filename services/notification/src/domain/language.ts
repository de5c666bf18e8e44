/** Languages in which a message for a reader of `wanted` may be written, best first: "de-AT" is "de-AT", then "de". */
export function languagesFor(wanted: string, standard: string): readonly string[] {
  return [...new Set([...wider(wanted), ...wider(standard), "en"])];
}

function wider(tag: string): readonly string[] {
  const parts = tag === "" ? [] : tag.split("-");
  return parts.map((_, index) => parts.slice(0, parts.length - index).join("-"));
}
