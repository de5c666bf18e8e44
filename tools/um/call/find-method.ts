import type { DescMethod, FileRegistry } from "@bufbuild/protobuf";
import { didYouMean, nearNames } from "./near-names.ts";
import type { Reflection } from "./reflection.ts";
import { isNameOf, servicesMeant, shortName, splitMethod } from "./service-names.ts";
import { UsageError } from "./usage-error.ts";

export interface FoundMethod {
  readonly method: DescMethod;
  /** All types of its contract. */
  readonly registry: FileRegistry;
}

/** Finds a method by its name, which may be short as long as only one fits. Throws UsageError with names that are near. */
export async function findMethod(reflection: Reflection, text: string): Promise<FoundMethod> {
  const wanted = splitMethod(text);
  const names = await reflection.serviceNames();
  const meant = servicesMeant(names, wanted.service);
  if (meant.length === 0) {
    const known = names.flatMap((name) => [
      shortName(name)
        .replace(/Service$/, "")
        .toLowerCase(),
      shortName(name),
      name,
    ]);
    throw new UsageError(`there is no service "${wanted.service}"${didYouMean(wanted.service, known)}`);
  }
  const registry = await reflection.describe(meant);
  const services = meant.flatMap((name) => registry.getService(name) ?? []);
  const all = services.flatMap(({ methods }) => methods);
  const found = methodsNamed(all, wanted.method);
  const named = found.filter(({ parent }) => isNameOf(parent.typeName, wanted.service));
  const [method, ...others] = named.length > 0 ? named : found;
  if (method === undefined) throw unknownMethod(all, wanted.method, text);
  if (others.length === 0) return { method, registry };
  throw new UsageError(`"${text}" may be ${[method, ...others].map(shortPath).join(" or ")}; say which`);
}

function methodsNamed(all: readonly DescMethod[], name: string): readonly DescMethod[] {
  const exact = all.filter((method) => method.name === name);
  return exact.length > 0 ? exact : all.filter((method) => method.name.toLowerCase() === name.toLowerCase());
}

function unknownMethod(all: readonly DescMethod[], name: string, text: string): UsageError {
  const near = nearNames(
    name,
    all.map((method) => method.name),
  );
  const paths = near.flatMap((found) => all.filter((method) => method.name === found).map(shortPath));
  const advice = paths.length === 0 ? "um call --list shows them all" : `did you mean ${paths.join(" or ")}?`;
  return new UsageError(`there is no method "${text}"; ${advice}`);
}

/** "ProductService/ListProducts". */
export function shortPath({ parent, name }: DescMethod): string {
  return `${parent.name}/${name}`;
}
