import { join } from "node:path";
import type { JSONWebKeySet } from "jose";
import { type Clock, systemClock } from "#mesh/kernel";
import { keepPrivate } from "./private-file.ts";
import { newSigningKey } from "./rotate-signing-keys.ts";
import { openSigningKeys, publicKeysOf } from "./signing-keys.ts";
import { createTokenIssuer, type TokenRequest } from "./token-issuer.ts";

/** Issues access tokens on a developer's machine, in place of the auth service. */
export interface DevelopmentIssuer {
  readonly issuer: string;
  readonly audience: string;
  /** The public keys, for a token verifier. */
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

/** Loads the Ed25519 keys from the folder, or makes one there, readable by its owner alone. */
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
  const path = join(folder, "issuer.jwk");
  await keepPrivate(path, async () => JSON.stringify(await newSigningKey()));
  const keys = await openSigningKeys(path);
  const { issue } = await createTokenIssuer({ key: keys, issuer, audience, clock });
  return { issuer, audience, jwks: () => publicKeysOf(keys.all), issue };
}
