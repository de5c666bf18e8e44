import type { Credentials, Proof } from "../calls/credentials.ts";
import { isReason, type MarketError } from "../errors/market-error.ts";
import type { AuthCalls } from "./auth-calls.ts";
import type { Carrier } from "./carrier.ts";
import type { OneAtATime } from "./one-at-a-time.ts";
import { isEnding, type SessionState, stateOf } from "./session-state.ts";
import type { SessionStore } from "./session-store.ts";

export interface RenewalOptions {
  readonly auth: AuthCalls;
  readonly store: SessionStore;
  readonly carrier: Carrier;
  readonly inTurn: OneAtATime;
  /** Is told when the session ended by itself: it has expired, or somebody ended it. */
  readonly onEnd?: ((error: MarketError) => void) | undefined;
}

/**
 * The session in the store as credentials. It is renewed shortly before it expires and when it is refused. A refresh token
 * is good once, so renewals take turns, and whoever comes later looks first whether the store has something newer.
 */
export function renewing({ auth, store, carrier, inTurn, onEnd }: RenewalOptions): Credentials {
  const renew = async (state: SessionState | undefined): Promise<Proof | undefined> => {
    try {
      const next = stateOf(await auth.refreshSession(state?.refreshToken ?? ""), Date.now());
      await store.write(next);
      return carrier.proof(next);
    } catch (error) {
      if (hasEnded(error)) {
        await store.write(undefined);
        onEnd?.(error);
      }
      throw error;
    }
  };
  const early = async () => {
    const state = await store.read();
    if (state === undefined || !isEnding(state, Date.now())) return carrier.proof(state);
    return renew(state).catch((error: unknown) => {
      if (hasEnded(error) || state.expireMs <= Date.now()) throw error;
      return carrier.proof(state);
    });
  };
  return {
    async current() {
      const state = await store.read();
      return state !== undefined && isEnding(state, Date.now()) ? inTurn(early) : carrier.proof(state);
    },
    renewed: (refused) =>
      inTurn(async () => {
        const state = await store.read();
        const proof = carrier.proof(state);
        return proof?.version === refused.version ? renew(state) : proof;
      }),
  };
}

function hasEnded(error: unknown): error is MarketError {
  return isReason(error, "REFRESH_TOKEN_INVALID") || isReason(error, "REFRESH_TOKEN_REUSED");
}
