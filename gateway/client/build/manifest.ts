/** What the package takes from the workspace's own manifest. */
export interface Workspace {
  readonly version: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const needed = ["@bufbuild/protobuf", "@connectrpc/connect", "@connectrpc/connect-web"] as const;

/** The package.json of `@ultramarket/client`. It needs what the workspace has, or compatible later versions. */
export function manifest({ version, license, dependencies, devDependencies }: Workspace): object {
  const versions = { ...devDependencies, ...dependencies };
  return {
    name: "@ultramarket/client",
    version,
    description:
      "The client of an UltraMarket for browsers and Node: typed, with retries, sessions, paging and streams.",
    license,
    type: "module",
    sideEffects: false,
    engines: { node: ">=22" },
    exports: {
      ".": { types: "./src/mod.d.ts", default: "./src/mod.js" },
      "./services": { types: "./gen/services.d.ts", default: "./gen/services.js" },
      "./contracts/*": { types: "./gen/contracts/*.d.ts", default: "./gen/contracts/*.js" },
      "./browser.js": { types: "./src/browser.d.ts", default: "./browser.js" },
      "./package.json": "./package.json",
    },
    files: ["src", "gen", "examples", "browser.js"],
    dependencies: Object.fromEntries(needed.map((name) => [name, `^${versions[name]}`])),
  };
}
