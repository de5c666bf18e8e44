import { parseArgs } from "node:util";
import { quick, type Settings, thorough } from "./settings.ts";

export interface BenchOptions {
  readonly settings: Settings;
  /** Only rows whose section or title contains this are measured. */
  readonly only: string;
  /** Whether gRPC is driven by ghz, where there is one or Go to build it. */
  readonly ghz: boolean;
  /** Whether the gateway alone is measured, by each protocol. */
  readonly edge: boolean;
  /** Where the figures are kept as JSON. */
  readonly json?: string | undefined;
}

/** Throws TypeError for arguments there are none of. */
export function readOptions(args: readonly string[]): BenchOptions {
  const flag = { type: "boolean" } as const;
  const text = { type: "string" } as const;
  const options = { quick: flag, edge: flag, "no-ghz": flag, only: text, json: text };
  const { values } = parseArgs({ args: [...args], options });
  const settings = values.quick ? quick : thorough;
  return { settings, edge: values.edge === true, ghz: !values["no-ghz"], only: values.only ?? "", json: values.json };
}
