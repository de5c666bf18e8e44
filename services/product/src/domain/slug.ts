const ascii = /^[\x20-\x7e]*$/;

/** The page-address form of a name: lower-case ASCII words joined by "-", at most 100 characters. */
export function slugOf(name: string): string {
  const plain = ascii.test(name) ? name : name.normalize("NFKD").replaceAll(/\p{M}/gu, "");
  const words = plain
    .toLowerCase()
    .replaceAll("ß", "ss")
    .match(/[a-z0-9]+/g);
  return words?.join("-").slice(0, 100).replace(/-$/, "") || "item";
}

/** The same with the end of an id behind it, for a name whose slug is taken. */
export function slugWith(name: string, id: string): string {
  return `${slugOf(name).slice(0, 93).replace(/-$/, "")}-${id.slice(-6)}`;
}
