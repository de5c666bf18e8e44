import { type Caller, checkpoint, invalid, type RequestKey } from "#mesh/kernel";
import { type StockTransfer, sidesOf, type Transfer } from "../domain/transfer.ts";
import { enteredNow } from "./entered.ts";
import type { InventoryPorts } from "./ports.ts";

export type TransferEntry = Omit<Transfer, "transferId" | "createTime" | "userId">;

/**
 * Moves goods from one warehouse to another, all or none. Fails with INVALID_REQUEST (the same warehouse twice),
 * RESOURCE_NOT_FOUND, STOCK_INSUFFICIENT, PERMISSION_MISSING, BUSINESS_TIME_IN_FUTURE.
 */
export const transferStock =
  ({ stock, clock, ids }: InventoryPorts) =>
  async (caller: Caller, entry: TransferEntry, request?: RequestKey): Promise<StockTransfer> => {
    if (entry.toWarehouseId === entry.fromWarehouseId) {
      throw invalid({ field: "to_warehouse_id", description: "is where the goods lie" });
    }
    const by = enteredNow(caller, entry.businessTime, clock.now());
    const transfer: Transfer = { ...entry, ...by, transferId: ids.next("trf") };
    checkpoint("inventory.transfer.before");
    const transferred = await stock.transfer(transfer, sidesOf(transfer, ids), request);
    checkpoint("inventory.transfer.after");
    return transferred;
  };
