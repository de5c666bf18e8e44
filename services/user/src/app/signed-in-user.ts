import { type Caller, refuse } from "#mesh/kernel";
import type { UserId } from "../domain/ids.ts";

/** The user behind the call, a guest too. Fails with SIGN_IN_REQUIRED. */
export function signedInUser({ user }: Caller): UserId {
  if (user === undefined) throw refuse("SIGN_IN_REQUIRED");
  return user.userId as UserId;
}
