import { hash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { DomainError, refuse } from "#mesh/kernel";

/** An access token and its end. */
export interface KeyToken {
  readonly token: string;
  readonly expireTime: Date;
}

/** Asks whose key it is. Refuses with API_KEY_INVALID. */
export type ExchangeKey = (key: string) => Promise<KeyToken>;

/** Access tokens for API keys, remembered as long as they are good. */
export interface ApiKeys {
  /**
   * The access token for a key. `beforeAsking` may refuse, before somebody is asked about a key that is not remembered.
   * Refuses with API_KEY_INVALID, or as who is asked does.
   */
  tokenFor(key: string, beforeAsking: () => Promise<void>): Promise<string>;
  /** The token, or whatever is remembered, is good no more: the next call asks again, unless somebody has. */
  forget(key: string, token?: string): void;
}

export interface ApiKeysOptions {
  readonly exchange: ExchangeKey;
  /** Milliseconds since the epoch. Default: the system's clock. */
  readonly now?: () => number;
  /** Keys remembered, good and bad ones each. Default: 10,000. */
  readonly remembered?: number;
}

interface Known {
  readonly token: string;
  readonly goodUntil: number;
}

/** Before a token expires, so that it is still good where it arrives. */
const marginMs = 10_000;
/** How long a key that was refused is refused without asking. */
const refusedMs = 10_000;
const form = /^umk_[\w-]{43}$/;

/** True for what goes where an access token goes, and is a key. */
export function isApiKey(token: string): boolean {
  return token.startsWith("umk_");
}

/** One flight per key: who asks for a key that somebody asks for already gets the same answer. */
export function createApiKeys({ exchange, now = Date.now, remembered = 10_000 }: ApiKeysOptions): ApiKeys {
  const known = new LRUCache<string, Known>({ max: remembered });
  const refused = new LRUCache<string, number>({ max: remembered });
  const flights = new Map<string, Promise<string>>();

  const ask = async (key: string, digest: string): Promise<string> => {
    try {
      const { token, expireTime } = await exchange(key);
      known.set(digest, { token, goodUntil: expireTime.getTime() - marginMs });
      return token;
    } catch (error) {
      if (isRefusal(error)) refused.set(digest, now() + refusedMs);
      throw error;
    }
  };

  const start = (key: string, digest: string, beforeAsking: () => Promise<void>) =>
    beforeAsking()
      .then(() => ask(key, digest))
      .finally(() => flights.delete(digest));

  return {
    async tokenFor(key, beforeAsking) {
      const digest = digestOf(key);
      const remembers = known.get(digest);
      if (remembers !== undefined && now() < remembers.goodUntil) return remembers.token;
      if (!form.test(key) || now() < (refused.get(digest) ?? 0)) throw refuse("API_KEY_INVALID");
      const flight = flights.get(digest) ?? start(key, digest, beforeAsking);
      flights.set(digest, flight);
      return flight;
    },
    forget(key, token) {
      const digest = digestOf(key);
      if (token === undefined || known.get(digest)?.token === token) known.delete(digest);
    },
  };
}

function isRefusal(error: unknown): boolean {
  return error instanceof DomainError && error.reason === "API_KEY_INVALID";
}

function digestOf(key: string): string {
  return hash("sha256", key, "base64");
}
