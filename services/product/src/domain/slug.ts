/** The page-address form of a name: lower-case ASCII words joined by "-", at most 100 characters. */
export function slugOf(name: string): string {
  const words = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .match(/[a-z0-9]+/g);
  return words?.join("-").slice(0, 100).replace(/-$/, "") || "item";
}
