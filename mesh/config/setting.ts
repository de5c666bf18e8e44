/** One variable of the environment: how it is read, and what an operator is told about it. */
export interface Setting<T> {
  readonly kind: "setting";
  /** Name of the variable, such as "PRODUCT_STORE". */
  readonly name: string;
  /** What kind of value it takes, such as "integer" or "postgres | mongodb". */
  readonly type: string;
  readonly description: string;
  /** What is accepted, for the sentence "... is wanted". */
  readonly wanted: string;
  /** Used when the variable is unset or empty, in the spelling of the environment. */
  readonly default: string | undefined;
  /** True if the value may stay undefined. */
  readonly optional: boolean;
  /** True if the value is never printed. */
  readonly secret: boolean;
  /** True if PROFILE=production demands that even the default is named. */
  readonly embeddedDefault: boolean;
  /** The value of this text, or undefined if it is not accepted. */
  read(text: string): T | undefined;
}

/** What every kind of setting can say about itself. Without `default` and `optional` the variable is required. */
export interface SettingOptions<Default> {
  readonly description: string;
  readonly default?: Default;
  /** The value is undefined when the variable is unset. */
  readonly optional?: boolean;
  /** The default is an embedded stand-in, so PROFILE=production refuses to use it unnamed. */
  readonly embeddedDefault?: boolean;
}

/** The value of a setting with these options. */
export type Result<T, Options> = Options extends { readonly optional: true } ? T | undefined : T;

/** Settings by the names the code uses; records may be nested. */
export interface Config {
  readonly [key: string]: Setting<unknown> | Config;
}

/** The typed values of a configuration. */
export type Values<C> = { readonly [Key in keyof C]: C[Key] extends Setting<infer T> ? T : Values<C[Key]> };

/** What a kind of setting adds to its options. */
export interface Reading<T> {
  readonly type: string;
  readonly wanted: string;
  read(text: string): T | undefined;
}

/** A setting of one kind; `spell` writes its default the way an operator would. */
export function setting<T, Default, Options extends SettingOptions<Default>>(
  name: string,
  options: Options,
  reading: Reading<T>,
  spell: (value: Default) => string = String,
): Setting<Result<T, Options>> {
  return {
    kind: "setting",
    name,
    type: reading.type,
    description: options.description,
    wanted: reading.wanted,
    default: options.default === undefined ? undefined : spell(options.default),
    optional: options.optional === true,
    secret: false,
    embeddedDefault: options.embeddedDefault === true,
    read: reading.read as (text: string) => Result<T, Options> | undefined,
  };
}

export function isSetting(node: Setting<unknown> | Config): node is Setting<unknown> {
  return node.kind === "setting";
}

/** All settings of a configuration, each name once, in the order they are written. */
export function settingsOf(config: Config): Setting<unknown>[] {
  const byName = new Map<string, Setting<unknown>>();
  const visit = (node: Setting<unknown> | Config) => {
    if (!isSetting(node)) Object.values(node).forEach(visit);
    else if (!byName.has(node.name)) byName.set(node.name, node);
  };
  visit(config);
  return [...byName.values()];
}
