import { type Result, type Setting, type SettingOptions, setting } from "./setting.ts";

export interface TextOptions extends SettingOptions<string> {
  /** Fewest and most characters. */
  readonly min?: number;
  readonly max?: number;
  /** What the whole text must match; `wanted` says so in words, such as "a host name". */
  readonly pattern?: RegExp;
  readonly wanted?: string;
}

/** A line of text, without the blanks around it. */
export function text<const Options extends TextOptions>(
  name: string,
  options: Options,
): Setting<Result<string, Options>> {
  const { min = 1, max = Number.POSITIVE_INFINITY, pattern, wanted = textWanted(options) } = options;
  const read = (given: string) => {
    const value = given.trim();
    return value.length >= min && value.length <= max && pattern?.test(value) !== false ? value : undefined;
  };
  return setting(name, options, { type: "text", wanted, read });
}

function textWanted({ min, max, pattern }: TextOptions): string {
  const length = [
    ...(min === undefined ? [] : [`at least ${min}`]),
    ...(max === undefined ? [] : [`at most ${max}`]),
  ].join(" and ");
  return `text${length === "" ? "" : ` of ${length} characters`}${pattern === undefined ? "" : ` matching ${pattern}`}`;
}

export interface ChoiceOptions<Value extends string> extends SettingOptions<NoInfer<Value>> {
  readonly values: readonly Value[];
}

/** One of the named values. */
export function choice<const Value extends string, const Options extends ChoiceOptions<Value>>(
  name: string,
  options: Options & { readonly values: readonly Value[] },
): Setting<Result<Value, Options>> {
  const { values } = options;
  const read = (given: string) => values.find((value) => value === given.trim());
  return setting(name, options, { type: values.join(" | "), wanted: `one of ${values.join(", ")}`, read });
}

const flags: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["1", true],
  ["false", false],
  ["0", false],
]);

/** True or false. */
export function flag<const Options extends SettingOptions<boolean>>(
  name: string,
  options: Options,
): Setting<Result<boolean, Options>> {
  const read = (given: string) => flags.get(given.trim().toLowerCase());
  return setting(name, options, { type: "flag", wanted: "true or false", read });
}

export interface ListOptions extends SettingOptions<readonly string[]> {
  /** Fewest and most items. */
  readonly min?: number;
  readonly max?: number;
  /** The items that are accepted. Absent means all. */
  readonly values?: readonly string[];
}

/** Items separated by commas, without the blanks around them. */
export function list<const Options extends ListOptions>(
  name: string,
  options: Options,
): Setting<Result<readonly string[], Options>> {
  const { min = 0, max = Number.POSITIVE_INFINITY, values } = options;
  const read = (given: string) => {
    const items = given.trim() === "" ? [] : given.split(",").map((item) => item.trim());
    const wellFormed = items.every((item) => item !== "" && values?.includes(item) !== false);
    return wellFormed && items.length >= min && items.length <= max ? items : undefined;
  };
  const kind = values === undefined ? "items separated by commas" : `some of ${values.join(", ")}, separated by commas`;
  const count = `${min > 0 ? `, at least ${min}` : ""}${max < Number.POSITIVE_INFINITY ? `, at most ${max}` : ""}`;
  return setting(name, options, { type: "list", wanted: kind + count, read }, (items: readonly string[]) =>
    items.join(","),
  );
}
