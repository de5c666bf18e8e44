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
  if (entry.businessTime !== undefined && !holds(caller, "inventory.backdate")) {
    throw refuse("PERMISSION_MISSING", { metadata: { permission: "inventory.backdate" } });
  }
  checkBusinessTime(entry.businessTime, now);
  return { ...entry, movementId: ids.next("mov"), userId: caller.user?.userId ?? "", createTime: now };
}
