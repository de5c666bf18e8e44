import { type Caller, holds, refuse } from "#mesh/kernel";
import type { UserId } from "../domain/ids.ts";

/** Whose things the caller asks for; "" is their own. Refuses with PERMISSION_MISSING to list others' without `auth.read`. */
export function listedOf(caller: Caller, asked: string): UserId {
  const own = caller.user?.userId ?? "";
  if (asked !== "" && asked !== own && !holds(caller, "auth.read")) {
    throw refuse("PERMISSION_MISSING", { metadata: { permission: "auth.read" } });
  }
  return (asked === "" ? own : asked) as UserId;
}
