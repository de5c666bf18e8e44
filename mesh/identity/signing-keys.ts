import { readFile } from "node:fs/promises";
import type { JSONWebKeySet, JWK } from "jose";

/** The private keys of an issuer: the next ones, the one that signs, and those whose tokens still live. */
export interface SigningKeys {
  /** All of them, by the time they begin to sign. */
  readonly all: readonly SigningKey[];
  /** The key that signs at a time: the last one that has begun; the first one before that. */
  at(time: Date): SigningKey;
  /** Reads the file again. Throws what `openSigningKeys` throws, and keeps the keys there were. */
  reload(): Promise<void>;
}

/** A private key, which signs from `use_from` on, in seconds since the epoch; without it, it always has. */
export interface SigningKey extends JWK {
  readonly use_from?: number;
}

/**
 * Keys from a file: one private Ed25519 key in JSON (RFC 8037) with a `kid`, or a set of such (RFC 7517) that say by
 * `use_from`, in seconds since the epoch, from when on each signs. Throws TypeError for anything else.
 */
export async function openSigningKeys(path: string): Promise<SigningKeys> {
  let keys = keysIn(await readFile(path, "utf8"), path);
  return {
    get all() {
      return keys;
    },
    at: (time) => keyAt(keys, time),
    async reload() {
      keys = keysIn(await readFile(path, "utf8"), path);
    },
  };
}

/** One key for all times. */
export function oneSigningKey(key: JWK): SigningKeys {
  return { all: [key], at: () => key, reload: async () => undefined };
}

/** What verifies tokens of these keys. */
export function publicKeysOf(keys: readonly SigningKey[]): JSONWebKeySet {
  return { keys: keys.map(publicPartOf) };
}

/** A key without what signs with it. */
export function publicPartOf({ d: _, use_from: __, ...publicPart }: SigningKey): JWK {
  return publicPart;
}

/** When the key begins to sign, in milliseconds since the epoch. */
export function beginMs(key: SigningKey): number {
  return (key.use_from ?? 0) * 1000;
}

/** The key, from this time on. */
export function beginningAt(key: JWK, time: Date): SigningKey {
  return { ...key, use_from: Math.floor(time.getTime() / 1000) };
}

function keyAt(keys: readonly SigningKey[], time: Date): SigningKey {
  const key = keys.findLast((one) => beginMs(one) <= time.getTime()) ?? keys[0];
  if (key === undefined) throw new TypeError("there is no key to sign with");
  return key;
}

function keysIn(text: string, path: string): readonly SigningKey[] {
  const parsed = parse(text);
  const keys = isSet(parsed) ? parsed.keys : [parsed];
  if (keys.length === 0 || !keys.every(isSigningKey)) {
    throw new TypeError(`${path} holds no private Ed25519 key in JWK form with a kid, nor a set of them`);
  }
  return keys.toSorted((one, other) => beginMs(one) - beginMs(other));
}

function isSet(value: unknown): value is { readonly keys: readonly unknown[] } {
  return typeof value === "object" && value !== null && "keys" in value && Array.isArray(value.keys);
}

function isSigningKey(value: unknown): value is SigningKey {
  const { crv, d, kid, use_from = 0 } = (typeof value === "object" && value !== null ? value : {}) as SigningKey;
  return crv === "Ed25519" && typeof d === "string" && typeof kid === "string" && Number.isFinite(use_from);
}

/** Undefined for what is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
