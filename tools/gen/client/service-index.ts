import type { DescMethod, DescService } from "@bufbuild/protobuf";
import type { Method } from "#mesh/rpc";

/**
 * services.js: under the name that a client has for each service its descriptor, the default deadlines of its methods in
 * milliseconds, and which field of a paged answer holds the items.
 */
export function serviceIndex(methods: readonly Method[]): Readonly<Record<string, string>> {
  const entries = [...Map.groupBy(methods, ({ desc }) => desc.parent)].map(([desc, own]) => readEntry(desc, own));
  const taken = new Set(["session"]);
  for (const { name, service } of entries) {
    if (taken.has(name)) throw new Error(`the name ${name} of ${service} is another's in the client`);
    taken.add(name);
  }
  const sorted = entries.toSorted((a, b) => a.name.localeCompare(b.name));
  const imports = sorted.map(({ service, path }) => `import { ${service} } from "./${path}_pb.js";\n`).join("");
  return {
    "services.js": `${imports}\n${sorted.map(code).join("\n")}`,
    "services.d.ts": `${imports.replaceAll("import {", "import type {")}\n${sorted.map(declaration).join("\n")}`,
  };
}

interface Entry {
  readonly name: string;
  readonly service: string;
  readonly path: string;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: Readonly<Record<string, string>>;
}

function readEntry(desc: DescService, methods: readonly Method[]): Entry {
  const items = methods.flatMap(({ desc: method }) => {
    const field = itemsOf(method);
    return field === undefined ? [] : [[method.localName, field]];
  });
  return {
    name: clientName(desc),
    service: desc.name,
    path: desc.file.name,
    deadlines: Object.fromEntries(methods.map(({ desc: method, defaultMs }) => [method.localName, defaultMs])),
    items: Object.fromEntries(items),
  };
}

/** Of a paged method the repeated field with the lowest number (AIP-158). */
function itemsOf({ input, output }: DescMethod): string | undefined {
  const paged = input.field.pageToken !== undefined && output.field.nextPageToken !== undefined;
  if (!paged) return undefined;
  return output.fields.toSorted((a, b) => a.number - b.number).find(({ fieldKind }) => fieldKind === "list")?.localName;
}

/** "products" for ProductService, since it has a method that speaks of Products; "search" for SearchService. */
export function clientName(service: DescService): string {
  const noun = service.name.replace(/Service$/, "");
  const plural = /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  const isPlural = service.methods.some(({ name }) => name.endsWith(plural));
  const name = isPlural ? plural : noun;
  return `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`;
}

const json = (value: unknown) => JSON.stringify(value);

const code = ({ name, service, deadlines, items }: Entry) =>
  `export const ${name} = { service: ${service}, deadlines: ${json(deadlines)}, items: ${json(items)} };\n`;

const declaration = ({ name, service, deadlines, items }: Entry) =>
  [
    `export declare const ${name}: {`,
    `  readonly service: typeof ${service};`,
    `  readonly deadlines: ${shape(deadlines, () => "number")};`,
    `  readonly items: ${shape(items, json)};`,
    "};\n",
  ].join("\n");

function shape<T>(values: Readonly<Record<string, T>>, typeOf: (value: T) => string): string {
  const members = Object.entries(values).map(([name, value]) => `readonly ${name}: ${typeOf(value)}`);
  return `{ ${members.join("; ")} }`;
}
