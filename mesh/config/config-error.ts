/** One thing that is wrong with the settings. */
export interface Problem {
  /** Name of the variable. */
  readonly name: string;
  /** One sentence without the name: what was given and what is wanted. Secrets are masked. */
  readonly text: string;
}

/** Everything that is wrong with the settings, one line each. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const count = problems.length === 1 ? "one setting is" : `${problems.length} settings are`;
    super(`${count} wrong:\n${problems.map(({ name, text }) => `  ${name}: ${text}`).join("\n")}`);
    this.problems = problems;
  }
}
