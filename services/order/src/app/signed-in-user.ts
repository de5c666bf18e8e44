import { type Caller, refuse } from "#mesh/kernel";
import type { UserId } from "../domain/cart.ts";

/** The user behind the call. Fails with SIGN_IN_REQUIRED. */
export function signedInUser({ user }: Caller): UserId {
  if (user === undefined) throw refuse("SIGN_IN_REQUIRED");
  return user.userId as UserId;
}
