import { type Env, given } from "./load-config.ts";
import { type Config, settingsOf } from "./setting.ts";
import { printable } from "./url-settings.ts";

/** What an operator is told about one setting; secrets are masked. */
export interface SettingRow {
  readonly name: string;
  readonly type: string;
  /** Empty if there is none. */
  readonly default: string;
  readonly required: boolean;
  readonly secret: boolean;
  readonly description: string;
  /** What applies under this environment; empty if nothing does. */
  readonly value: string;
  /** True if the environment says so, false if the default applies. */
  readonly set: boolean;
}

/** One row per variable, for `--check-config` and for the documentation. */
export function describeConfig(config: Config, env: Env = {}): SettingRow[] {
  return settingsOf(config).map((setting) => {
    const text = given(setting, env);
    const show = (value: string | undefined) => (value === undefined ? "" : printable(setting, value));
    return {
      name: setting.name,
      type: setting.type,
      default: show(setting.default),
      required: setting.default === undefined && !setting.optional,
      secret: setting.secret,
      description: setting.description,
      value: show(text ?? setting.default),
      set: text !== undefined,
    };
  });
}
