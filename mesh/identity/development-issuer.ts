import { join } from "node:path";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JSONWebKeySet, type JWK } from "jose";
import { type Clock, systemClock } from "#mesh/kernel";
import { keepPrivate } from "./private-file.ts";
import { createTokenIssuer, type TokenRequest } from "./token-issuer.ts";

/** Issues access tokens on a developer's machine, in place of the auth service. */
export interface DevelopmentIssuer {
  readonly issuer: string;
  readonly audience: string;
  /** The public key, for a token verifier. */
  jwks(): JSONWebKeySet;
  issue(request: TokenRequest): Promise<string>;
}

export interface DevelopmentIssuerOptions {
  /** The value of PROFILE; throws Error for "production". */
  readonly profile: string;
  readonly issuer?: string;
  readonly audience?: string;
  readonly clock?: Clock;
}

/** Loads the Ed25519 key from the folder, or makes it there, readable by its owner alone. */
export async function openDevelopmentIssuer(
  folder: string,
  {
    profile,
    issuer = "ultramarket-development",
    audience = "ultramarket",
    clock = systemClock,
  }: DevelopmentIssuerOptions,
): Promise<DevelopmentIssuer> {
  if (profile === "production") throw new Error("the development issuer is not for PROFILE=production");
  const key: JWK = JSON.parse(await keepPrivate(join(folder, "issuer.jwk"), makeKey));
  const { d: _, ...publicKey } = key;
  const { issue } = await createTokenIssuer({ key, issuer, audience, clock });
  return { issuer, audience, jwks: () => ({ keys: [publicKey] }), issue };
}

async function makeKey(): Promise<string> {
  const { privateKey } = await generateKeyPair("EdDSA", { extractable: true });
  const jwk = await exportJWK(privateKey);
  return JSON.stringify({ ...jwk, kid: await calculateJwkThumbprint(jwk), alg: "EdDSA", use: "sig" });
}
