import { StockAdjustmentReason } from "#gen/es/ultramarket/inventory/v1/inventory_pb.js";
import * as inventory from "#gen/es/ultramarket/inventory/v1/inventory_service_pb.js";
import type { Known } from "../known.ts";
import { of, requestId } from "./sample.ts";

export function inventoryRequests({ variantId, warehouseId, otherWarehouseId }: Known) {
  return {
    "InventoryService.GetStock": of(inventory.GetStockRequestSchema, { variantId }),
    "InventoryService.AdjustStock": of(inventory.AdjustStockRequestSchema, {
      variantId,
      quantityDelta: 7n,
      reason: StockAdjustmentReason.FOUND,
      requestId,
    }),
    "InventoryService.BatchAdjustStock": of(inventory.BatchAdjustStockRequestSchema, {
      adjustments: [{ variantId, quantityDelta: 3n, reason: StockAdjustmentReason.FOUND }],
      requestId,
    }),
    "InventoryService.TransferStock": of(inventory.TransferStockRequestSchema, {
      fromWarehouseId: warehouseId,
      toWarehouseId: otherWarehouseId,
      lines: [{ variantId, quantity: 1n }],
      requestId,
    }),
    "InventoryService.ListStock": of(inventory.ListStockRequestSchema, {}),
    "InventoryService.ListMovements": of(inventory.ListMovementsRequestSchema, { variantId }),
    "InventoryService.CreateWarehouse": of(inventory.CreateWarehouseRequestSchema, { name: "Outlet", requestId }),
    "InventoryService.ListWarehouses": of(inventory.ListWarehousesRequestSchema, {}),
  };
}
