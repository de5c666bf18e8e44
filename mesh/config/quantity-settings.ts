import { range } from "./number-settings.ts";
import { type Result, type Setting, type SettingOptions, setting } from "./setting.ts";

/** Default and bounds are spelled as an operator spells them, such as "5s" or "4MiB". */
export interface QuantityOptions extends SettingOptions<string> {
  readonly min?: string;
  readonly max?: string;
}

type Units = ReadonlyMap<string, number>;

const milliseconds: Units = new Map([
  ["ms", 1],
  ["s", 1000],
  ["m", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
]);

const bytes: Units = new Map([
  ["B", 1],
  ["KiB", 2 ** 10],
  ["MiB", 2 ** 20],
  ["GiB", 2 ** 30],
]);

/** A time span such as "250ms", "5s", "1.5h" or "30d"; the value is in milliseconds. */
export function duration<const Options extends QuantityOptions>(
  name: string,
  options: Options,
): Setting<Result<number, Options>> {
  return quantity(name, options, "duration", 'a duration such as "250ms" or "5s"', milliseconds);
}

/** An amount of memory or data such as "512KiB" or "4MiB"; the value is in bytes. */
export function size<const Options extends QuantityOptions>(
  name: string,
  options: Options,
): Setting<Result<number, Options>> {
  return quantity(name, options, "size", 'a size such as "512KiB" or "4MiB"', bytes);
}

function quantity<Options extends QuantityOptions>(
  name: string,
  options: Options,
  type: string,
  noun: string,
  units: Units,
): Setting<Result<number, Options>> {
  const min = bound(name, options.min, units) ?? 0;
  const max = bound(name, options.max, units) ?? Number.MAX_SAFE_INTEGER;
  const read = (given: string) => {
    const value = measure(given, units);
    return value !== undefined && value >= min && value <= max ? value : undefined;
  };
  return setting(name, options, { type, wanted: noun + range(options.min, options.max), read });
}

function bound(name: string, spelled: string | undefined, units: Units): number | undefined {
  if (spelled === undefined) return undefined;
  const value = measure(spelled, units);
  if (value === undefined) throw new TypeError(`${name}: the bound "${spelled}" has no known unit`);
  return value;
}

function measure(given: string, units: Units): number | undefined {
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?) ?([A-Za-z]+)$/.exec(given.trim()) ?? [];
  const factor = units.get(unit);
  return amount === undefined || factor === undefined ? undefined : Math.round(Number(amount) * factor);
}
