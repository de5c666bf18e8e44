import { type Config, isSetting, type Setting } from "./setting.ts";

/**
 * Settings as a tree. Throws TypeError for what only the author can get wrong: a name that is no variable's, a default
 * the setting itself refuses, one name with two meanings.
 */
export function defineConfig<const C extends Config>(config: C): C {
  const seen = new Map<string, Setting<unknown>>();
  const visit = (node: Setting<unknown> | Config) => {
    if (isSetting(node)) check(node, seen);
    else Object.values(node).forEach(visit);
  };
  visit(config);
  return config;
}

function check(setting: Setting<unknown>, seen: Map<string, Setting<unknown>>): void {
  const { name, wanted } = setting;
  if (!/^[A-Z][A-Z0-9_]*$/.test(name)) throw new TypeError(`${name}: not the name of a variable`);
  if (setting.default !== undefined && setting.read(setting.default) === undefined) {
    throw new TypeError(`${name}: the default "${setting.default}" is not ${wanted}`);
  }
  if (setting.embeddedDefault && setting.default === undefined) {
    throw new TypeError(`${name}: an embedded default needs a default`);
  }
  const twin = seen.get(name);
  if (twin !== undefined && !alike(twin, setting)) throw new TypeError(`${name}: defined twice with two meanings`);
  seen.set(name, setting);
}

function alike(a: Setting<unknown>, b: Setting<unknown>): boolean {
  return a.wanted === b.wanted && a.default === b.default && a.optional === b.optional && a.secret === b.secret;
}
