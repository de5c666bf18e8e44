import type { RequestKey } from "#mesh/kernel";
import { createWarehouse as decide, type Warehouse, type WarehouseDraft } from "../domain/warehouse.ts";
import type { InventoryPorts } from "./ports.ts";

export const createWarehouse =
  ({ warehouses, clock, ids }: InventoryPorts) =>
  (draft: WarehouseDraft, request?: RequestKey): Promise<Warehouse> =>
    warehouses.create(() => decide(draft, clock.now(), ids), request);
