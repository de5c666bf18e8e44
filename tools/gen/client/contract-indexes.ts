/**
 * contracts/order.js for what lies in ultramarket/order: all messages, enums and services of an area, from "_pb.js" files;
 * and contracts/mod.js with all areas by their names.
 */
export function contractIndexes(files: readonly string[]): Readonly<Record<string, string>> {
  const ours = files.filter((path) => path.startsWith("ultramarket/") && path.endsWith("_pb.js")).toSorted();
  const byArea = Map.groupBy(ours, (path) => path.split("/")[1] ?? "");
  const indexes = [...byArea].map(([area, own]) => [area, own.map((path) => `export * from "../${path}";\n`)] as const);
  const areas = indexes.map(([area]) => `export * as ${area} from "./${area}.js";\n`);
  return Object.fromEntries(
    [...indexes, ["mod", areas] as const].flatMap(([name, lines]) =>
      [`contracts/${name}.js`, `contracts/${name}.d.ts`].map((path) => [path, lines.join("")]),
    ),
  );
}
