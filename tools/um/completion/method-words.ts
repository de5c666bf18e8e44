import { servicesMeant, shortName, splitMethod } from "../call/service-names.ts";
import { publicMethods } from "./public-methods.ts";

/**
 * The services that begin with the text, as "ProductService/", then their methods, as "ProductService/ListProducts"; if no
 * service does, all methods that begin with it. Full names are answered to who begins with one.
 */
export function methodWords(text: string): readonly string[] {
  const methods = publicMethods();
  const names = [...methods.keys()];
  const pathsOf = (fullName: string, shown: string, start: string) =>
    (methods.get(fullName) ?? []).filter((name) => begins(name, start)).map((name) => `${shown}/${name}`);
  if (text.includes("/")) {
    const wanted = splitMethod(text);
    return servicesMeant(names, wanted.service).flatMap((fullName) => {
      const shown = wanted.service.includes(".") ? fullName : shortName(fullName);
      return pathsOf(fullName, shown, wanted.method);
    });
  }
  const services = names.map((name) => (text.includes(".") ? name : shortName(name)));
  const found = services.filter((name) => begins(name, text)).map((name) => `${name}/`);
  if (found.length > 0) return found;
  return begins("ultramarket.", text)
    ? names.map((name) => `${name}/`)
    : names.flatMap((name) => pathsOf(name, shortName(name), text));
}

/** The services and methods that `um call --describe` takes. */
export function describableWords(text: string): readonly string[] {
  const services = [...publicMethods().keys()].map(shortName).filter((name) => begins(name, text));
  return services.length > 0 ? services : methodWords(text);
}

export function begins(word: string, start: string): boolean {
  return word.toLowerCase().startsWith(start.toLowerCase());
}
