import { createClient, type Transport } from "@connectrpc/connect";
import { StockAdjustmentReason } from "#gen/es/ultramarket/inventory/v1/inventory_pb.js";
import { InventoryService } from "#gen/es/ultramarket/inventory/v1/inventory_service_pb.js";
import { atOnce } from "./at-once.ts";

/** Puts units of every variant into the first warehouse, once for each SKU if the caller is the same user. */
export async function loadStock(transport: Transport, variants: ReadonlyMap<string, string>): Promise<void> {
  const { adjustStock } = createClient(InventoryService, transport);
  await atOnce(variants, async ([sku, variantId]) => {
    const why = { reason: StockAdjustmentReason.RECEIVED, note: "sample shop" };
    await adjustStock({ variantId, quantityDelta: unitsOf(sku), ...why, requestId: `sample-shop/stock/${sku}` });
  });
}

/** 20 to 119, the same for each SKU every time. */
export function unitsOf(sku: string): bigint {
  const sum = [...sku].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 9973, 7);
  return BigInt(20 + (sum % 100));
}
