import { type Result, type Setting, type SettingOptions, setting } from "./setting.ts";

export interface NumberOptions extends SettingOptions<number> {
  readonly min?: number;
  readonly max?: number;
}

/** A whole number. */
export function integer<const Options extends NumberOptions>(
  name: string,
  options: Options,
): Setting<Result<number, Options>> {
  return numeric(name, options, "integer", "an integer", /^-?\d+$/);
}

/** A number that may have decimals, such as a ratio. */
export function decimal<const Options extends NumberOptions>(
  name: string,
  options: Options,
): Setting<Result<number, Options>> {
  return numeric(name, options, "decimal", "a number", /^-?\d+(\.\d+)?$/);
}

/** A TCP port; 0 lets the system choose a free one. */
export function port<const Options extends NumberOptions>(
  name: string,
  options: Options,
): Setting<Result<number, Options>> {
  return numeric(name, { min: 0, max: 65_535, ...options }, "port", "a port", /^\d+$/);
}

function numeric<Options extends NumberOptions>(
  name: string,
  options: Options,
  type: string,
  noun: string,
  pattern: RegExp,
): Setting<Result<number, Options>> {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = options;
  const read = (given: string) => {
    const value = pattern.test(given.trim()) ? Number(given) : Number.NaN;
    return value >= min && value <= max ? value : undefined;
  };
  return setting(name, options, { type, wanted: noun + range(options.min, options.max), read });
}

/** " from 1 to 9", " of at least 1", " of at most 9", or nothing. */
export function range(min: number | string | undefined, max: number | string | undefined): string {
  if (min === undefined) return max === undefined ? "" : ` of at most ${max}`;
  return max === undefined ? ` of at least ${min}` : ` from ${min} to ${max}`;
}
