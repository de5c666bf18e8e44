import { uuidFromId } from "#mesh/kernel";
import type { RunningMarket } from "../running-market.ts";
import { inStores } from "./stores.ts";

/** Receives units of each variant in the default warehouse, in one statement instead of a call each. */
export async function receiveInBulk(market: RunningMarket, variantIds: readonly string[], units: number) {
  const sql = `
    WITH received AS (
      INSERT INTO inventory.stock_levels (variant_id, warehouse_id, on_hand, reserved, version)
      SELECT variant_id, warehouse_id, $2, 0, 1
      FROM unnest($1::uuid[]) AS variant_id, (
        SELECT warehouse_id FROM inventory.warehouses ORDER BY create_time, warehouse_id LIMIT 1
      ) AS warehouse
      RETURNING variant_id, warehouse_id
    )
    INSERT INTO inventory.stock_movements
      (movement_id, variant_id, warehouse_id, quantity_delta, reason, note, create_time)
    SELECT gen_random_uuid(), variant_id, warehouse_id, $2, 'RECEIVED', '', now() FROM received`;
  await inStores(market, sql, [variantIds.map(uuidFromId), units]);
}

/**
 * Puts one unit of each variant into a cart that has a line, in one statement: a call for each would price and send the
 * whole cart a thousand times.
 */
export async function fillInBulk(market: RunningMarket, cartId: string, variantIds: readonly string[]) {
  const sql = `
    INSERT INTO "order".cart_lines
      (cart_id, line_id, position, variant_id, product_id, sku, name, weight_grams, quantity, unit_price)
    SELECT cart_id, gen_random_uuid(), last + n, variants.variant_id, variants.product_id, variants.sku, name,
      weight_grams, 1, unit_price
    FROM (
      SELECT *, max(position) OVER () AS last FROM "order".cart_lines WHERE cart_id = $1 ORDER BY position LIMIT 1
    ) AS line, unnest($2::uuid[]) WITH ORDINALITY AS added (variant_id, n)
    JOIN product.variants ON variants.variant_id = added.variant_id`;
  await inStores(market, sql, [uuidFromId(cartId), variantIds.map(uuidFromId)]);
}
