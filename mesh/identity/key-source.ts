import { readFile } from "node:fs/promises";
import { createLocalJWKSet, type JSONWebKeySet, type LocalJWKSet } from "jose";

/** Where public keys come from: a set in memory, a file path, an http(s) URL, or a function that reads them. */
export type KeySource = JSONWebKeySet | string | (() => Promise<JSONWebKeySet>);

/** The current public keys of an issuer. */
export interface Keys {
  /** Grows by one with each set that differs from the one before. */
  readonly version: number;
  /** The set that should know the key id: it is read again for an unknown one, but not more often than allowed. */
  current(kid: string): Promise<LocalJWKSet>;
  /** The whole set as it was read last; it is read now if it never was. Fails with KeysUnavailable. */
  whole(): Promise<JSONWebKeySet>;
  /** Reads the set again in the background if it has grown old. */
  refresh(): void;
}

export interface KeysOptions {
  /** Least time between two readings, in milliseconds. */
  readonly cooldownMs: number;
  /** Age at which a set is read again, in milliseconds. While that fails, the old set stays in use. */
  readonly maxAgeMs: number;
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}

const fetchTimeoutMs = 3000;

export function openKeys(source: KeySource, { cooldownMs, maxAgeMs, now, onError }: KeysOptions): Keys {
  const read = reader(source);
  let set:
    | {
        readonly jwks: JSONWebKeySet;
        readonly keys: LocalJWKSet;
        readonly kids: ReadonlySet<string>;
        readonly text: string;
      }
    | undefined;
  let version = 0;
  let triedAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  const readOnce = async () => {
    const jwks = await read();
    const text = JSON.stringify(jwks);
    if (text === set?.text) return;
    set = { jwks, keys: createLocalJWKSet(jwks), kids: new Set(jwks.keys.flatMap(({ kid }) => kid ?? [])), text };
    version += 1;
  };
  const reload = async () => {
    if (reading === undefined && now() - triedAt < cooldownMs) return;
    triedAt = reading === undefined ? now() : triedAt;
    reading ??= readOnce().finally(() => {
      reading = undefined;
    });
    await reading.catch(onError);
  };

  return {
    get version() {
      return version;
    },
    async current(kid) {
      if (set?.kids.has(kid) !== true) await reload();
      if (set === undefined) throw new KeysUnavailable();
      return set.keys;
    },
    async whole() {
      if (set === undefined) await reload();
      if (set === undefined) throw new KeysUnavailable();
      return set.jwks;
    },
    refresh() {
      if (now() - triedAt >= maxAgeMs) void reload();
    },
  };
}

/** No key has been read yet, so nothing can be said about any token. */
export class KeysUnavailable extends Error {
  override readonly name = "KeysUnavailable";

  constructor() {
    super("the issuer's keys could not be read yet");
  }
}

function reader(source: KeySource): () => Promise<JSONWebKeySet> {
  if (typeof source === "function") return source;
  if (typeof source === "object") return async () => source;
  return async () => keySet(/^https?:\/\//.test(source) ? await fetchText(source) : await readFile(source, "utf8"));
}

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(fetchTimeoutMs) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.text();
}

function keySet(text: string): JSONWebKeySet {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed === "object" && parsed !== null && "keys" in parsed && Array.isArray(parsed.keys)) {
    return { keys: parsed.keys };
  }
  throw new TypeError("not a JSON Web Key Set");
}
