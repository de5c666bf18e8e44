import { idFromUuid, uuidFromId } from "#mesh/kernel";
import type { VariantLevel } from "../domain/allocate.ts";
import type { Adjustment, MovementReason, StockLevel, StockMovement, VariantStock } from "../domain/stock.ts";

export interface LevelRow {
  readonly warehouse_id: string;
  readonly on_hand: bigint;
  readonly reserved: bigint;
}

export interface VariantLevelRow extends LevelRow {
  readonly variant_id: string;
}

/** A row of `stock_movements` without its variant. */
export interface MovementRow {
  readonly movement_id: string;
  readonly warehouse_id: string;
  readonly quantity_delta: bigint;
  readonly reason: string;
  readonly note: string;
  readonly user_id: string | null;
  readonly create_time: Date;
  readonly business_time: Date;
  readonly transfer_id: string | null;
}

/** What all warehouses hold of a variant. */
export interface StockRow {
  readonly variant_id: string;
  readonly on_hand: bigint;
  readonly reserved: bigint;
}

export function levelFromRow(row: LevelRow): StockLevel {
  return { warehouseId: idFromUuid("whs", row.warehouse_id), onHand: row.on_hand, reserved: row.reserved };
}

export function variantLevelFromRow(row: VariantLevelRow): VariantLevel {
  return { ...levelFromRow(row), variantId: idFromUuid("var", row.variant_id) };
}

export function movementFromRow(row: MovementRow): StockMovement {
  return {
    movementId: idFromUuid("mov", row.movement_id),
    warehouseId: idFromUuid("whs", row.warehouse_id),
    quantityDelta: row.quantity_delta,
    reason: row.reason as MovementReason,
    note: row.note,
    userId: row.user_id === null ? "" : idFromUuid("usr", row.user_id),
    createTime: row.create_time,
    businessTime: row.business_time,
    transferId: row.transfer_id === null ? undefined : idFromUuid("trf", row.transfer_id),
  };
}

export function stockFromRow(row: StockRow): VariantStock {
  return { variantId: idFromUuid("var", row.variant_id), onHand: row.on_hand, reserved: row.reserved };
}

/** The values of the statement `adjust`. */
export function adjustmentValues(adjustment: Adjustment): readonly unknown[] {
  const { movementId, variantId, warehouseId, quantityDelta, reason, note, userId, createTime, businessTime } =
    adjustment;
  return [
    uuidFromId(variantId),
    warehouseId === undefined ? null : uuidFromId(warehouseId),
    quantityDelta,
    uuidFromId(movementId),
    reason,
    note,
    userId === "" ? null : uuidFromId(userId),
    createTime,
    businessTime ?? null,
  ];
}
