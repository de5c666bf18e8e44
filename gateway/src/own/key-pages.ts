import type { TokenVerifier } from "#mesh/identity";
import { DomainError } from "#mesh/kernel";
import type { Page, PageSource } from "../edge/page.ts";

/** The keys that verify access tokens (RFC 7517), for programs outside that are shown one. */
export function keyPages(tokens: Pick<TokenVerifier, "publicKeys">): ReadonlyMap<string, PageSource> {
  return new Map([["/.well-known/jwks.json", () => keys(tokens)]]);
}

async function keys(tokens: Pick<TokenVerifier, "publicKeys">): Promise<Page> {
  try {
    const body = JSON.stringify(await tokens.publicKeys());
    return { status: 200, type: "application/jwk-set+json", body };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { status: 503, type: "application/json", body: JSON.stringify({ reason: error.reason }) };
  }
}
