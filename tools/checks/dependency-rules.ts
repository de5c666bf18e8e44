import { execFileSync } from "node:child_process";

/** An import that a rule of .dependency-cruiser.mjs forbids. */
export interface Violation {
  readonly rule: string;
  readonly comment: string;
  readonly from: string;
  readonly to: string;
}

interface CruiseResult {
  readonly modules: readonly { readonly source: string; readonly followable?: boolean }[];
  readonly summary: {
    readonly violations: readonly { from: string; to: string; rule: { name: string } }[];
    readonly ruleSetUsed: { readonly forbidden: readonly { name: string; comment: string }[] };
  };
}

/** The tree has had this many modules; far fewer mean that they were not read, as happens without a parser. */
export const minimumModules = 500;

/** The number of our own modules that dependency-cruiser reads below `root`, and the imports it objects to. */
export function readDependencies(root: string): { modules: number; violations: Violation[] } {
  const output = execFileSync("depcruise", ["--output-type=json", "gateway", "mesh", "services", "tools"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    // It warns about TypeScript 7, which it does not need: swc parses.
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_OPTIONS: `--import=${new URL("swc-using.ts", import.meta.url)}` },
  });
  const { modules, summary } = JSON.parse(output) as CruiseResult;
  const comments = new Map(summary.ruleSetUsed.forbidden.map(({ name, comment }) => [name, comment]));
  return {
    modules: modules.filter(({ source }) => /^(gateway|mesh|services|tools)\//.test(source)).length,
    violations: summary.violations.map(({ from, to, rule }) => ({
      rule: rule.name,
      comment: comments.get(rule.name) ?? "",
      from,
      to,
    })),
  };
}

/** A sentence for each violation, and one if too few modules were read. */
export function judge(modules: number, violations: readonly Violation[], minimum: number): string[] {
  const few =
    modules < minimum
      ? [`only ${modules} modules were read where ${minimum} are known: is @swc/core installed for the parser?`]
      : [];
  return [...few, ...violations.map(({ rule, comment, from, to }) => `${from}: imports ${to}: ${comment} (${rule})`)];
}
