import { adjustStock } from "./adjust-stock.ts";
import { batchAdjustStock } from "./batch-adjust-stock.ts";
import { commitReservation } from "./commit-reservation.ts";
import { createWarehouse } from "./create-warehouse.ts";
import { expireHolds } from "./expire-holds.ts";
import { getReservation } from "./get-reservation.ts";
import { getStock } from "./get-stock.ts";
import { listMovements } from "./list-movements.ts";
import { listStock } from "./list-stock.ts";
import { listWarehouses } from "./list-warehouses.ts";
import type { InventoryPorts } from "./ports.ts";
import { releaseReservation } from "./release-reservation.ts";
import { reserveStock } from "./reserve-stock.ts";
import { shipReservation } from "./ship-reservation.ts";
import { transferStock } from "./transfer-stock.ts";

/** Everything the service can do. */
export const inventoryUseCases = (ports: InventoryPorts) => ({
  adjustStock: adjustStock(ports),
  batchAdjustStock: batchAdjustStock(ports),
  commitReservation: commitReservation(ports),
  createWarehouse: createWarehouse(ports),
  expireHolds: expireHolds(ports),
  getReservation: getReservation(ports),
  getStock: getStock(ports),
  listMovements: listMovements(ports),
  listStock: listStock(ports),
  listWarehouses: listWarehouses(ports),
  releaseReservation: releaseReservation(ports),
  reserveStock: reserveStock(ports),
  shipReservation: shipReservation(ports),
  transferStock: transferStock(ports),
});

export type InventoryUseCases = ReturnType<typeof inventoryUseCases>;
