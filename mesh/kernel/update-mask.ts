import { protoName } from "./proto-name.ts";

/** The fields of the content that an update mask names, by their names in the proto. */
export function maskedChange<T extends object>(content: T, mask: readonly string[]): Partial<T> {
  const named = new Set(mask);
  return Object.fromEntries(Object.entries(content).filter(([field]) => named.has(protoName(field)))) as Partial<T>;
}
