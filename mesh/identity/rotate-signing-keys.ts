import { randomUUID } from "node:crypto";
import { rename, writeFile } from "node:fs/promises";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from "jose";
import { beginMs, beginningAt, openSigningKeys, publicKeysOf } from "./signing-keys.ts";

export interface Rotation {
  /** The private keys, as `openSigningKeys` reads them. */
  readonly keyFile: string;
  /** The public keys that verifiers read. */
  readonly publicFile: string;
  readonly now: Date;
  /** How long the next key is known before it signs: at least as long as verifiers go without reading. */
  readonly leadMs: number;
  /** How long a key is kept after another took its place: at least as long as what it signed lives. */
  readonly keepMs: number;
}

/** What there is after a rotation. */
export interface Rotated {
  readonly kid: string;
  /** When the new key begins to sign. */
  readonly useFrom: Date;
  /** Keys that are no longer of use, and gone. */
  readonly removed: readonly string[];
}

/**
 * Adds a key that will sign from `now + leadMs` on, and removes those whose time is over. Verifiers are told first. Both
 * files change in one step each, so that a reader finds the old or the new one.
 */
export async function rotateSigningKeys({ keyFile, publicFile, now, leadMs, keepMs }: Rotation): Promise<Rotated> {
  const before = (await openSigningKeys(keyFile)).all;
  const useFrom = new Date(Math.ceil((now.getTime() + leadMs) / 1000) * 1000);
  const next = beginningAt(await newSigningKey(), useFrom);
  const all = [...before, next].toSorted((one, other) => beginMs(one) - beginMs(other));
  const kept = all.filter((_, index) => {
    const successor = all[index + 1];
    return successor === undefined || beginMs(successor) + keepMs > now.getTime();
  });
  await replace(publicFile, JSON.stringify(publicKeysOf(kept)), 0o644);
  await replace(keyFile, JSON.stringify({ keys: kept }), 0o600);
  const removed = all.filter((key) => !kept.includes(key)).map(({ kid = "" }) => kid);
  return { kid: next.kid ?? "", useFrom, removed };
}

/** A new private Ed25519 key, whose `kid` is its thumbprint (RFC 7638). */
export async function newSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair("EdDSA", { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: "EdDSA", use: "sig" };
}

async function replace(path: string, content: string, mode: number): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, content, { mode, flag: "wx" });
  await rename(draft, path);
}
