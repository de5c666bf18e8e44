import { page, table } from "./markdown.ts";

/** One setting, as `describeConfig` of #mesh/config gives it. */
export interface EnvironmentRow {
  readonly name: string;
  readonly type: string;
  /** Empty if there is none. */
  readonly default: string;
  readonly required: boolean;
  readonly description: string;
}

const about =
  "Every setting that is read from the environment. A variable that is unknown under a known prefix stops the start.";

/** docs/env.md: the settings of each program, in the order given. */
export function environmentPage(programs: Readonly<Record<string, readonly EnvironmentRow[]>>): string {
  const sections = Object.entries(programs).map(([program, rows]) => {
    const cells = rows.map((row) => [
      `\`${row.name}\``,
      row.type,
      row.required ? "required" : row.default,
      row.description,
    ]);
    return `## ${program}\n\n${table(["Variable", "Type", "Default", "Meaning"], cells)}`;
  });
  return page("Environment", about, sections);
}
