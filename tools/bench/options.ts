import { parseArgs } from "node:util";
import { quick, type Settings, thorough } from "./settings.ts";

export interface BenchOptions {
  readonly settings: Settings;
  /** Only rows whose section or title contains this are measured. */
  readonly only: string;
  /** Where the figures are kept as JSON. */
  readonly json?: string | undefined;
}

/** Throws TypeError for arguments there are none of. */
export function readOptions(args: readonly string[]): BenchOptions {
  const options = { quick: { type: "boolean" }, only: { type: "string" }, json: { type: "string" } } as const;
  const { values } = parseArgs({ args: [...args], options });
  return { settings: values.quick ? quick : thorough, only: values.only ?? "", json: values.json };
}
