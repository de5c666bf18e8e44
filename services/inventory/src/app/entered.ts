import { type Caller, holds, refuse } from "#mesh/kernel";
import { checkBusinessTime } from "../domain/business-time.ts";
import type { Adjustment } from "../domain/stock.ts";
import type { InventoryPorts } from "./ports.ts";

/** A movement that somebody asks for. */
export type AdjustmentEntry = Omit<Adjustment, "movementId" | "createTime" | "userId">;

/** The adjustment the caller enters now. Fails with PERMISSION_MISSING, BUSINESS_TIME_IN_FUTURE. */
export function entered(
  caller: Caller,
  entry: AdjustmentEntry,
  { now, ids }: Pick<InventoryPorts, "ids"> & { readonly now: Date },
): Adjustment {
  return { ...entry, ...enteredNow(caller, entry.businessTime, now), movementId: ids.next("mov") };
}

/** Who enters something that happened then, and when. Fails with PERMISSION_MISSING, BUSINESS_TIME_IN_FUTURE. */
export function enteredNow(
  caller: Caller,
  businessTime: Date | undefined,
  now: Date,
): Pick<Adjustment, "userId" | "createTime"> {
  if (businessTime !== undefined && !holds(caller, "inventory.backdate")) {
    throw refuse("PERMISSION_MISSING", { metadata: { permission: "inventory.backdate" } });
  }
  checkBusinessTime(businessTime, now);
  return { userId: caller.user?.userId ?? "", createTime: now };
}
