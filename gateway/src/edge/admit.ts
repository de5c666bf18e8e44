import type { Method } from "#mesh/rpc";
import type { Identify } from "../keys/identify.ts";
import type { Identity, LimitCalls } from "../limits/limit-calls.ts";
import type { CallScope } from "./call-scope.ts";
import type { EdgeCall } from "./edge-call.ts";

/** Lets a call in with the access token it travels on with, or rejects with what speaks against it. */
export type Admit = (method: Method, call: EdgeCall, scope: CallScope) => Promise<string | undefined>;

export interface AdmitOptions {
  readonly identify: Identify;
  readonly limit: LimitCalls;
  /** The method whose rate counts, by address, how often somebody has to be asked about an API key. */
  readonly keyMethod?: Method | undefined;
}

/**
 * What a call shows must be valid, wanted or not; the service behind verifies the token again. The call counts for its
 * user, and for the address if there is none, or what is shown is no good: guessing has its limit too.
 */
export function createAdmit({ identify, limit, keyMethod }: AdmitOptions): Admit {
  return async (method, { token, visitor }, scope) => {
    const count = async (identity?: Identity) => {
      const counted = limit(method, visitor, identity);
      if (counted !== undefined) await scope.race(counted);
    };
    if (token === undefined) {
      await count();
      return undefined;
    }
    const beforeAsking = async () => (keyMethod === undefined ? undefined : limit(keyMethod, visitor));
    const identified = await scope.race(identify(token, beforeAsking)).catch(async (refusal) => {
      await count();
      throw refusal;
    });
    const { userId, isGuest } = identified.user;
    await count({ userId, isGuest });
    return identified.token;
  };
}
