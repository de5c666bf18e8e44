import type { DescMethod } from "@bufbuild/protobuf";
import { shortPath } from "./find-method.ts";
import type { Reflection } from "./reflection.ts";
import { UsageError } from "./usage-error.ts";

/** Prints the methods whose full name contains the pattern, whatever its case, a line each. */
export async function listMethods(
  reflection: Reflection,
  pattern: string,
  print: (line: string) => void,
): Promise<void> {
  const names = await reflection.serviceNames();
  const registry = await reflection.describe(names);
  const wanted = pattern.toLowerCase();
  const methods = names
    .flatMap((name) => registry.getService(name)?.methods ?? [])
    .filter(({ parent, name }) => `${parent.typeName}/${name}`.toLowerCase().includes(wanted));
  if (methods.length === 0) throw new UsageError(`no method's name contains "${pattern}"`);
  for (const line of linesOf(methods)) print(line);
}

function linesOf(methods: readonly DescMethod[]): readonly string[] {
  const width = Math.max(...methods.map((method) => shortPath(method).length));
  return methods.map((method) => `${shortPath(method).padEnd(width)}  ${signatureOf(method)}`);
}

/** "(ListProductsRequest) -> stream Product". */
export function signatureOf({ input, output, methodKind }: DescMethod): string {
  const sends = methodKind === "client_streaming" || methodKind === "bidi_streaming" ? "stream " : "";
  const gives = methodKind === "server_streaming" || methodKind === "bidi_streaming" ? "stream " : "";
  return `(${sends}${input.name}) -> ${gives}${output.name}`;
}
