import { DomainError, refuse, type User } from "#mesh/kernel";
import type { TokenVerifier } from "#mesh/rpc";
import { type ApiKeys, isApiKey } from "./api-keys.ts";

/** A user, and the access token that says so. */
export interface Identified {
  readonly user: User;
  readonly token: string;
}

/**
 * Tells whom an access token or an API key speaks for. `beforeAsking` may refuse, before anybody is asked about a key.
 * Refuses with TOKEN_INVALID or API_KEY_INVALID.
 */
export type Identify = (shown: string, beforeAsking: () => Promise<void>) => Promise<Identified>;

export function createIdentify(tokens: TokenVerifier, keys: ApiKeys | undefined): Identify {
  const byToken = async (token: string): Promise<Identified> => ({ user: await tokens.verify(token), token });
  return async (shown, beforeAsking) => {
    if (!isApiKey(shown)) return byToken(shown);
    if (keys === undefined) throw refuse("API_KEY_INVALID");
    const token = await keys.tokenFor(shown, beforeAsking);
    return byToken(token).catch(async (error) => {
      if (!(error instanceof DomainError) || error.reason !== "TOKEN_INVALID") throw error;
      // The remembered token ended: with its key, or because its user may do other things now.
      keys.forget(shown, token);
      return byToken(await keys.tokenFor(shown, beforeAsking));
    });
  };
}
