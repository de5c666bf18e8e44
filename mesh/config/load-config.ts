import { ConfigError, type Problem } from "./config-error.ts";
import { profile } from "./profile.ts";
import { type Config, isSetting, type Setting, settingsOf, type Values } from "./setting.ts";
import { unknownVariables } from "./unknown-variables.ts";
import { printable } from "./url-settings.ts";

/** The environment, as in process.env. */
export type Env = Readonly<Record<string, string | undefined>>;

export interface LoadOptions {
  /** Variables that start like this are ours, so an unknown one is refused. Default: ["MESH_"]. */
  readonly prefixes?: readonly string[];
  /** Settings other programs of the market read: known, but neither read nor checked here. */
  readonly elsewhere?: Config;
}

/** The typed values. Throws one ConfigError that lists everything that is wrong. An empty variable counts as unset. */
export function loadConfig<const C extends Config>(config: C, env: Env, options: LoadOptions = {}): Values<C> {
  const problems = findProblems(config, env, options);
  if (problems.length > 0) throw new ConfigError(problems);
  return valuesOf(config, env) as Values<C>;
}

/** Everything that is wrong with the settings, each variable once. */
export function findProblems(config: Config, env: Env, options: LoadOptions = {}): Problem[] {
  const settings = settingsOf({ profile, config });
  const production = given(profile, env) === "production";
  const known = new Set([...settings, ...settingsOf(options.elsewhere ?? {})].map(({ name }) => name));
  const set = Object.keys(env).filter((name) => (env[name] ?? "") !== "");
  return [
    ...settings.flatMap((setting) => problemOf(setting, given(setting, env), production)),
    ...unknownVariables(set, known, options.prefixes ?? ["MESH_"]),
  ];
}

/** What the environment says about a setting; undefined if it is unset or empty. */
export function given(setting: Setting<unknown>, env: Env): string | undefined {
  const text = env[setting.name] ?? "";
  return text === "" ? undefined : text;
}

function problemOf(setting: Setting<unknown>, text: string | undefined, production: boolean): Problem[] {
  const { name, wanted } = setting;
  if (text !== undefined) {
    if (setting.read(text) !== undefined) return [];
    return [{ name, text: `"${printable(setting, text)}" was given, ${wanted} is wanted` }];
  }
  if (production && setting.embeddedDefault) {
    const embedded = printable(setting, setting.default ?? "");
    return [{ name, text: `not set, and with PROFILE=production "${embedded}" must be named to be used; ${wanted}` }];
  }
  return setting.default === undefined && !setting.optional ? [{ name, text: `not set, ${wanted} is wanted` }] : [];
}

function valuesOf(node: Setting<unknown> | Config, env: Env): unknown {
  if (!isSetting(node)) {
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, valuesOf(child, env)]));
  }
  const text = given(node, env) ?? node.default;
  return text === undefined ? undefined : node.read(text);
}
