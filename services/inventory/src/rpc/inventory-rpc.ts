import {
  InventoryServiceService,
  type StockAdjustment,
  type TransferStockRequest,
} from "#gen/grpc/ultramarket/inventory/v1/inventory_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { AdjustmentEntry } from "../app/entered.ts";
import type { TransferEntry } from "../app/transfer-stock.ts";
import type { InventoryUseCases } from "../app/use-cases.ts";
import type { VariantId } from "../domain/stock.ts";
import type { WarehouseId } from "../domain/warehouse.ts";
import { decodeReason } from "./adjustment-reasons.ts";
import { encodeLevel, encodeMovement, encodeStock, encodeTransfer } from "./encode.ts";

export const inventoryRpc = (app: InventoryUseCases): ServiceBinding =>
  implement(InventoryServiceService, {
    async getStock({ variantId }) {
      const levels = await app.getStock(variantId as VariantId);
      return { variantId, levels: levels.map(encodeLevel) };
    },

    async adjustStock(adjustment, { caller, request }) {
      const levels = await app.adjustStock(caller, decodeAdjustment(adjustment), request);
      return { variantId: adjustment.variantId, levels: levels.map(encodeLevel) };
    },

    async batchAdjustStock({ adjustments }, { caller, request }) {
      const stock = await app.batchAdjustStock(caller, adjustments.map(decodeAdjustment), request);
      return { stock: stock.map(encodeStock) };
    },

    async transferStock(wanted, { caller, request }) {
      const transfer = await app.transferStock(caller, decodeTransfer(wanted), request);
      return { transfer: encodeTransfer(transfer) };
    },

    async listStock({ pageSize, pageToken }) {
      const { items, nextPageToken } = await app.listStock({ pageSize, pageToken });
      return { stock: items.map(encodeStock), nextPageToken };
    },

    async listMovements({ variantId, pageSize, pageToken }) {
      const query = { variantId: variantId as VariantId, pageSize, pageToken };
      const { items, nextPageToken } = await app.listMovements(query);
      return { movements: items.map(encodeMovement), nextPageToken };
    },

    async createWarehouse({ name, countryCode }, { request }) {
      return { warehouse: await app.createWarehouse({ name, countryCode }, request) };
    },

    async listWarehouses({ pageSize, pageToken }) {
      const { items, nextPageToken } = await app.listWarehouses({ pageSize, pageToken });
      return { warehouses: [...items], nextPageToken };
    },
  });

/** Ids have passed the contract's pattern; the types follow. */
function decodeAdjustment(adjustment: StockAdjustment): AdjustmentEntry {
  const { variantId, warehouseId, quantityDelta, reason, note, businessTime } = adjustment;
  return {
    variantId: variantId as VariantId,
    warehouseId: (warehouseId || undefined) as WarehouseId | undefined,
    quantityDelta,
    reason: decodeReason(reason),
    note,
    businessTime,
  };
}

function decodeTransfer(wanted: TransferStockRequest): TransferEntry {
  const { fromWarehouseId, toWarehouseId, lines, note, businessTime } = wanted;
  return {
    fromWarehouseId: fromWarehouseId as WarehouseId,
    toWarehouseId: toWarehouseId as WarehouseId,
    lines: lines.map(({ variantId, quantity }) => ({ variantId: variantId as VariantId, quantity })),
    note,
    businessTime,
  };
}
