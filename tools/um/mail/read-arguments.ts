import { type ParseArgsConfig, parseArgs } from "node:util";
import { errorCode } from "#mesh/machine";
import { CommandError } from "../command.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Reads the arguments of `um mail`. Throws CommandError for an option there is none of. */
export function readArguments<const O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    if (!errorCode(error)?.startsWith("ERR_PARSE_ARGS_")) throw error;
    throw new CommandError(`${(error as Error).message.split(". ", 1).join()}; see um mail --help`);
  }
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000 };

/** Milliseconds of "500ms", "10s" or "2m", at most an hour. Throws CommandError for anything else. */
export function readDuration(option: string, text: string): number {
  const [, count, unit = ""] = /^(\d{1,7})(ms|s|m)$/.exec(text) ?? [];
  const ms = Number(count) * (units[unit] ?? Number.NaN);
  if (!(ms <= 3_600_000)) throw new CommandError(`${option} takes a duration such as 500ms, 10s or 2m, at most 60m`);
  return ms;
}
