import { join } from "node:path";
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWK,
  SignJWT,
} from "jose";
import { type Clock, systemClock } from "#mesh/kernel";
import { keepPrivate } from "./private-file.ts";

/** What a development token shall say. */
export interface TokenRequest {
  /** "usr_...". */
  readonly userId: string;
  readonly sessionId: string;
  readonly permissions: readonly string[];
  /** Default: 15 minutes. */
  readonly lifetimeMs?: number;
}

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
  const { d, ...publicKey }: JWK = JSON.parse(await keepPrivate(join(folder, "issuer.jwk"), makeKey));
  const key = await importJWK({ ...publicKey, ...(d === undefined ? {} : { d }) }, "EdDSA");
  const header = { alg: "EdDSA", typ: "at+jwt", kid: publicKey.kid ?? "" };
  return {
    issuer,
    audience,
    jwks: () => ({ keys: [publicKey] }),
    issue({ userId, sessionId, permissions, lifetimeMs = 900_000 }) {
      const now = Math.floor(clock.now().getTime() / 1000);
      return new SignJWT({ sid: sessionId, permissions: [...permissions] })
        .setProtectedHeader(header)
        .setSubject(userId)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(now)
        .setNotBefore(now)
        .setExpirationTime(now + Math.ceil(lifetimeMs / 1000))
        .sign(key);
    },
  };
}

async function makeKey(): Promise<string> {
  const { privateKey } = await generateKeyPair("EdDSA", { extractable: true });
  const jwk = await exportJWK(privateKey);
  return JSON.stringify({ ...jwk, kid: await calculateJwkThumbprint(jwk), alg: "EdDSA", use: "sig" });
}
