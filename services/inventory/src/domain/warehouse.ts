import type { Id, Ids } from "#mesh/kernel";

export type WarehouseId = Id<"whs">;

/** What the staff says of a warehouse. */
export interface WarehouseDraft {
  readonly name: string;
  /** ISO 3166-1 alpha-2; empty if not told. */
  readonly countryCode: string;
}

/** A place stock lies in; the oldest one is the default. */
export interface Warehouse extends WarehouseDraft {
  readonly warehouseId: WarehouseId;
  readonly createTime: Date;
}

export function createWarehouse(draft: WarehouseDraft, now: Date, ids: Ids): Warehouse {
  return { ...draft, warehouseId: ids.next("whs"), createTime: now };
}
