/** contracts/order.js for what lies in ultramarket/order: all messages, enums and services of an area, from "_pb.js" files. */
export function contractIndexes(files: readonly string[]): Readonly<Record<string, string>> {
  const ours = files.filter((path) => path.startsWith("ultramarket/") && path.endsWith("_pb.js")).toSorted();
  const byArea = Map.groupBy(ours, (path) => path.split("/")[1] ?? "");
  return Object.fromEntries(
    [...byArea].flatMap(([area, own]) => {
      const text = own.map((path) => `export * from "../${path}";\n`).join("");
      return [`contracts/${area}.js`, `contracts/${area}.d.ts`].map((path) => [path, text]);
    }),
  );
}
