/** Typed settings from the environment: all problems at once, unknown variables refused, secrets masked. */
export { checkConfig } from "./check-config.ts";
export { ConfigError, type Problem } from "./config-error.ts";
export { defineConfig } from "./define-config.ts";
export { describeConfig, type SettingRow } from "./describe-config.ts";
export { type Env, type LoadOptions, loadConfig } from "./load-config.ts";
export { decimal, integer, port } from "./number-settings.ts";
export { profile } from "./profile.ts";
export { duration, size } from "./quantity-settings.ts";
export { Secret } from "./secret.ts";
export type { Config, Setting, SettingOptions, Values } from "./setting.ts";
export { choice, flag, list, text } from "./text-settings.ts";
export { prefixOf } from "./unknown-variables.ts";
export { secret, url } from "./url-settings.ts";
