import type { Method, TokenVerifier } from "#mesh/rpc";
import type { Identity, LimitCalls } from "../limits/limit-calls.ts";
import type { CallScope } from "./call-scope.ts";
import type { EdgeCall } from "./edge-call.ts";

/** Lets a call in, or rejects with what speaks against it. */
export type Admit = (method: Method, call: EdgeCall, scope: CallScope) => Promise<void>;

/**
 * A token that came along must be valid, wanted or not; the service behind verifies it again. The call counts for the
 * token's user, and for the address if there is none, or the token is no good: guessing has its limit too.
 */
export function createAdmit(tokens: TokenVerifier, limit: LimitCalls): Admit {
  return async (method, { token, visitor }, scope) => {
    const count = async (identity?: Identity) => {
      const counted = limit(method, visitor, identity);
      if (counted !== undefined) await scope.race(counted);
    };
    if (token === undefined) return count();
    const { userId, isGuest } = await scope.race(tokens.verify(token)).catch(async (refusal) => {
      await count();
      throw refusal;
    });
    return count({ userId, isGuest });
  };
}
