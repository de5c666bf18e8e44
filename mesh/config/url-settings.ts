import { masked, Secret } from "./secret.ts";
import { type Result, type Setting, type SettingOptions, setting } from "./setting.ts";

export interface UrlOptions extends SettingOptions<string> {
  /** Accepted schemes, such as ["https"]. Absent means http and https. */
  readonly protocols?: readonly string[];
}

/** An absolute URL without a password in it (a `secret` may have one). */
export function url<const Options extends UrlOptions>(
  name: string,
  options: Options,
): Setting<Result<string, Options>> {
  const { protocols = ["http", "https"] } = options;
  const read = (given: string) => {
    const value = given.trim();
    return isUrl(value, protocols) && new URL(value).password === "" ? value : undefined;
  };
  return setting(name, options, { type: "URL", wanted: `${urlOf(protocols)} without a password`, read });
}

export interface SecretOptions extends SettingOptions<string> {
  /** Fewest characters. */
  readonly min?: number;
  /** Makes it a URL of one of these schemes, such as ["postgres", "postgresql"]. */
  readonly protocols?: readonly string[];
}

/** A password, key, or URL with one: wrapped in a `Secret` and masked wherever settings are printed. */
export function secret<const Options extends SecretOptions>(
  name: string,
  options: Options,
): Setting<Result<Secret, Options>> {
  const { min = 1, protocols } = options;
  const noun = protocols === undefined ? `a secret of at least ${min} characters` : urlOf(protocols);
  const read = (given: string) => {
    const accepted = given === given.trim() && given.length >= min;
    return accepted && (protocols === undefined || isUrl(given, protocols)) ? new Secret(given) : undefined;
  };
  const wanted = `${noun} without blanks around it`;
  return { ...setting<Secret, string, Options>(name, options, { type: "secret", wanted, read }), secret: true };
}

function urlOf(protocols: readonly string[]): string {
  return `a URL starting with ${protocols.map((protocol) => `${protocol}://`).join(" or ")}`;
}

function isUrl(value: string, protocols: readonly string[]): boolean {
  return protocols.some((protocol) => value.startsWith(`${protocol}://`)) && URL.canParse(value);
}

/** How a given value is printed: masked if the setting is a secret, without a password if it is a URL with one. */
export function printable(setting: Setting<unknown>, given: string): string {
  if (setting.secret) return masked;
  return given.replace(/(\w:\/\/)[^/@\s]*@/g, `$1${masked}@`);
}
