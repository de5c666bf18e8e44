import { defineService } from "#mesh/runtime";
import { inventoryUseCases } from "./app/use-cases.ts";
import { inventoryConfig } from "./config.ts";
import { shipmentShipped } from "./consumers/shipment-shipped.ts";
import type { InventoryEvent } from "./domain/event.ts";
import { encodeEvent } from "./rpc/encode-event.ts";
import { inventoryRpc } from "./rpc/inventory-rpc.ts";
import { reservationRpc } from "./rpc/reservation-rpc.ts";
import { postgresReservationStore } from "./store/postgres-reservation-store.ts";
import { postgresStockStore } from "./store/postgres-stock-store.ts";
import { postgresWarehouseStore } from "./store/postgres-warehouse-store.ts";

/** Stock: what the warehouses hold, how it moves, and how much of it is promised to orders. */
export const inventoryService = defineService({
  name: "inventory",
  config: inventoryConfig,
  async start({ clock, ids, openDatabase }) {
    const migrations = new URL("store/migrations/", import.meta.url);
    const database = await openDatabase<InventoryEvent>({ migrations, encodeEvent });
    const app = inventoryUseCases({
      warehouses: postgresWarehouseStore(database),
      stock: postgresStockStore(database),
      reservations: postgresReservationStore(database, ids),
      clock,
      ids,
    });
    return {
      rpc: [inventoryRpc(app), reservationRpc(app)],
      consumers: [shipmentShipped(app)],
      workers: [{ name: "inventory.expire_holds", everyMs: 1_000, run: app.expireHolds }],
    };
  },
});
