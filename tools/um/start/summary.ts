import type { Layout } from "./layout.ts";

export interface Summary {
  readonly url: string;
  readonly adminPort: number;
  readonly grpcPort: number;
  readonly processes: "one" | "many";
  readonly layout: Layout;
}

/** Says in a few lines where everything is. */
export function printSummary({ url, adminPort, grpcPort, processes, layout }: Summary): void {
  const rows = [
    ["Market", `${url}/v1/products`],
    ["API reference", `${url}/docs   (OpenAPI: ${url}/openapi.json)`],
    ["Metrics, health", `http://127.0.0.1:${adminPort}/metrics   ${url}/readyz`],
    ...(processes === "one"
      ? [["gRPC, reflection", `127.0.0.1:${grpcPort}   (all services; public ones also at ${url})`]]
      : []),
    ["Staff token", "npm run -s um -- token"],
    ["Data and logs", layout.dataDir],
    ["Stop", "Ctrl-C, or make stop"],
  ];
  console.log(`\n${rows.map(([name = "", text]) => `  ${name.padEnd(17)} ${text}`).join("\n")}\n`);
}
