/** One step of `make check`: a command that fails with a status above zero. */
export interface Stage {
  readonly name: string;
  readonly command: readonly [program: string, ...args: string[]];
}

/** Where jest leaves its results. */
export const jestResults = ".cache/check/results.json";

/** What CI demands, cheap and telling first. */
export const stages: readonly Stage[] = [
  { name: "lock file", command: ["node", "tools/lock-file/check.ts"] },
  { name: "generated code", command: ["node", "tools/gen/gen.ts", "--check"] },
  { name: "settings page", command: ["node", "tools/gen/environment.ts", "--check"] },
  { name: "contracts", command: ["node", "tools/contracts/lint.ts"] },
  { name: "compatibility", command: ["node", "tools/contracts/breaking.ts"] },
  { name: "style", command: ["biome", "check", "--error-on-warnings"] },
  { name: "types", command: ["tsc", "--noEmit"] },
  { name: "dependencies", command: ["node", "tools/checks/dependencies.ts"] },
  { name: "environment", command: ["node", "tools/checks/environment.ts"] },
  { name: "plain imports", command: ["node", "tools/checks/imports.ts"] },
  {
    name: "bench",
    command: ["node", "tools/um.ts", "bench", "--quick", "--no-ghz", "--only", "within one process"],
  },
  { name: "tests", command: ["jest", "--json", `--outputFile=${jestResults}`] },
];
