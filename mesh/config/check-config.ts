import { ConfigError } from "./config-error.ts";
import { describeConfig } from "./describe-config.ts";
import { type Env, findProblems, type LoadOptions } from "./load-config.ts";
import { profile } from "./profile.ts";
import type { Config } from "./setting.ts";

/** Prints every setting with what applies, and everything that is wrong. Answers the exit code: 0 if all is well, or 1. */
export function checkConfig(config: Config, env: Env, print: (text: string) => void, options: LoadOptions = {}): 0 | 1 {
  const rows = describeConfig({ profile, config }, env).map((row) => [
    row.name,
    row.value === "" ? "-" : row.value,
    row.set ? "set" : row.required ? "required" : "default",
    row.type,
    row.description,
  ]);
  print(table([["NAME", "VALUE", "FROM", "TYPE", "DESCRIPTION"], ...rows]));
  const problems = findProblems(config, env, options);
  if (problems.length === 0) return 0;
  print(`\n${new ConfigError(problems).message}`);
  return 1;
}

function table(rows: readonly (readonly string[])[]): string {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
