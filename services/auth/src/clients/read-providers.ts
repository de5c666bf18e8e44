import { ConfigError } from "#mesh/config";

/** A provider as the operator names it. */
export interface OidcProvider {
  readonly provider: string;
  readonly title: string;
  /** Its URL, under which it publishes what it is. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const name = "AUTH_OIDC_PROVIDERS";
const most = 20;
const local = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Reads a JSON array of objects with provider, title, issuer, client_id and client_secret. Throws ConfigError. */
export function readProviders(text: string): readonly OidcProvider[] {
  const read = parse(text);
  if (!Array.isArray(read) || read.length > most) throw problem(`no JSON array of at most ${most} providers`);
  const providers = read.map(readProvider);
  const names = new Set(providers.map(({ provider }) => provider));
  if (names.size < providers.length) throw problem("two providers have one name");
  return providers;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The error would repeat the secrets.
    return undefined;
  }
}

function readProvider(given: unknown, index: number): OidcProvider {
  const fields = (typeof given === "object" ? given : undefined) as Readonly<Record<string, unknown>> | undefined;
  const field = (key: string, wanted: string, fits: (value: string) => boolean): string => {
    const value = fields?.[key];
    if (typeof value !== "string" || !fits(value)) throw problem(`[${index}].${key} is not ${wanted}`);
    return value;
  };
  const isShort = (value: string) => value.length > 0 && value.length <= 1_000;
  return {
    provider: field("provider", "a name of a-z, 0-9 and -, 50 at most", (value) => /^[a-z0-9-]{1,50}$/.test(value)),
    title: field("title", "a text of 1 to 100 characters", (value) => value.length > 0 && value.length <= 100),
    issuer: field("issuer", "a URL of https (or of http on this machine)", isIssuer),
    clientId: field("client_id", "a text of 1 to 1,000 characters", isShort),
    clientSecret: field("client_secret", "a text of 1 to 1,000 characters", isShort),
  };
}

function isIssuer(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === "https:" || (protocol === "http:" && local.has(hostname));
}

function problem(text: string): ConfigError {
  return new ConfigError([{ name, text }]);
}
