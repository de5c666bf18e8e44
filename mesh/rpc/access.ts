import { assertNever, type Caller, holds, refuse, type User } from "#mesh/kernel";
import type { CallOptions } from "./channel.ts";
import type { AccessRule, Method } from "./contracts.ts";

/** Proves access tokens. */
export interface TokenVerifier {
  /** Refuses with TOKEN_INVALID. */
  verify(token: string): Promise<User>;
}

/**
 * Looks up whether a user's session still holds, for calls that shall not trust a verified token alone, and if it is to
 * have one, a fresh proof of the user's second factor. Refuses with TOKEN_INVALID if it does not hold, with
 * STEP_UP_REQUIRED if it lacks the proof, and with SERVICE_UNAVAILABLE if nobody can say.
 */
export type CheckSession = (user: User, call: CallOptions, freshProof: boolean) => Promise<void>;

/** A verifier for servers without users: refuses every token. */
export const noTokens: TokenVerifier = { verify: () => Promise.reject(refuse("TOKEN_INVALID")) };

/** Refuses with CALLER_NOT_ALLOWED unless the contract lets this program call the method. */
export function checkWorkload({ access, callers }: Method, workload: string): void {
  if (callers.size > 0 ? callers.has(workload) : access.case !== "internal" || workload !== "") return;
  throw refuse("CALLER_NOT_ALLOWED");
}

/** Who calls. A token that came along must be valid, wanted or not. */
export async function identify(workload: string, token: string, tokens: TokenVerifier): Promise<Caller> {
  return { workload, token, user: await tokens.verify(token) };
}

/** Refuses with SIGN_IN_REQUIRED or PERMISSION_MISSING unless the rule lets the caller's user in. */
export function checkUser(rule: AccessRule, caller: Caller): void {
  switch (rule.case) {
    case "public":
    case "internal":
      return;
    case "signedIn":
      if (caller.user === undefined) throw refuse("SIGN_IN_REQUIRED");
      return;
    case "permission":
      if (caller.user === undefined) throw refuse("SIGN_IN_REQUIRED");
      if (!holds(caller, rule.value)) throw refuse("PERMISSION_MISSING", { metadata: { permission: rule.value } });
      return;
    default:
      assertNever(rule);
  }
}
