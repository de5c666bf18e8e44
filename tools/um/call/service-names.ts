/** "ProductService" of "ultramarket.product.v1.ProductService". */
export function shortName(fullName: string): string {
  return fullName.slice(fullName.lastIndexOf(".") + 1);
}

/** True if the text is a name of the service: the full one, the end of it, or that without "Service"; whatever its case. */
export function isNameOf(fullName: string, text: string): boolean {
  const [name, wanted] = [fullName.toLowerCase(), text.toLowerCase()];
  const own = shortName(name);
  return name === wanted || name.endsWith(`.${wanted}`) || own === `${wanted}service`;
}

/** The services that a text may mean: those it names, then those of the package it names, such as "product"; all for "". */
export function servicesMeant(fullNames: readonly string[], text: string): readonly string[] {
  if (text === "" || fullNames.includes(text)) return text === "" ? fullNames : [text];
  const named = fullNames.filter((name) => isNameOf(name, text));
  const packaged = fullNames.filter((name) => name.toLowerCase().split(".").slice(0, -1).includes(text.toLowerCase()));
  return [...new Set([...named, ...packaged])];
}

/** "product" and "ListProducts" of "product/ListProducts", "product.ListProducts" or "ListProducts". */
export function splitMethod(text: string): { readonly service: string; readonly method: string } {
  const path = text.replace(/^\//, "");
  const end = path.includes("/") ? path.lastIndexOf("/") : path.lastIndexOf(".");
  return { service: path.slice(0, Math.max(end, 0)), method: path.slice(end + 1) };
}
