import { InventoryServiceService } from "#gen/grpc/ultramarket/inventory/v1/inventory_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { InventoryUseCases } from "../app/use-cases.ts";
import type { VariantId } from "../domain/stock.ts";
import type { WarehouseId } from "../domain/warehouse.ts";
import { decodeReason } from "./adjustment-reasons.ts";
import { encodeLevel, encodeMovement } from "./encode.ts";

export const inventoryRpc = (app: InventoryUseCases): ServiceBinding =>
  implement(InventoryServiceService, {
    async getStock({ variantId }) {
      const levels = await app.getStock(variantId as VariantId);
      return { variantId, levels: levels.map(encodeLevel) };
    },

    async adjustStock({ variantId, warehouseId, quantityDelta, reason, note }, { caller, request }) {
      const levels = await app.adjustStock({
        variantId: variantId as VariantId,
        warehouseId: (warehouseId || undefined) as WarehouseId | undefined,
        quantityDelta,
        reason: decodeReason(reason),
        note,
        userId: caller.user?.userId ?? "",
        request,
      });
      return { variantId, levels: levels.map(encodeLevel) };
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
