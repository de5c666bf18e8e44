import { page, table } from "./markdown.ts";

/** One setting as docs/env.md shows it; `fallback` is empty for a setting that must be given. */
export interface EnvironmentRow {
  readonly name: string;
  readonly type: string;
  readonly fallback: string;
  readonly description: string;
}

const about =
  "Every setting a service reads from the environment. A variable that is unknown under a known prefix stops the start.";

/** docs/env.md: the settings of each service, in the order given. */
export function environmentPage(services: Readonly<Record<string, readonly EnvironmentRow[]>>): string {
  const sections = Object.entries(services).map(([service, rows]) => {
    const cells = rows.map(({ name, type, fallback, description }) => [`\`${name}\``, type, fallback, description]);
    return `## ${service}\n\n${table(["Variable", "Type", "Default", "Meaning"], cells)}`;
  });
  return page("Environment", about, sections);
}
