import type { DomainEvent, Id } from "#mesh/kernel";
import { refuse } from "./errors.ts";
import type { WarehouseId } from "./warehouse.ts";

export type VariantId = Id<"var">;
export type MovementId = Id<"mov">;
export type TransferId = Id<"trf">;

/** What one warehouse holds of a variant; `onHand` >= `reserved` >= 0. */
export interface StockLevel {
  readonly warehouseId: WarehouseId;
  readonly onHand: bigint;
  /** Units of those that are promised. */
  readonly reserved: bigint;
}

/** Why the staff adjusted stock. */
export type AdjustmentReason = "RECEIVED" | "COUNTED" | "DAMAGED" | "LOST" | "FOUND" | "RETURNED" | "CORRECTION";

/** Why stock moved; the last three the market alone enters. */
export type MovementReason = AdjustmentReason | "SHIPPED" | "ORDER_RETURNED" | "TRANSFERRED";

/** A wanted movement of stock. */
export interface Adjustment {
  readonly movementId: MovementId;
  readonly variantId: VariantId;
  /** Absent for the default one. */
  readonly warehouseId?: WarehouseId | undefined;
  /** Units to add, or to take away if negative; not 0. */
  readonly quantityDelta: bigint;
  readonly reason: AdjustmentReason | "TRANSFERRED";
  /** The transfer it is one side of. */
  readonly transferId?: TransferId | undefined;
  readonly note: string;
  /** Who does it; empty if the market itself. */
  readonly userId: string;
  readonly createTime: Date;
  /** When it happened, not after `createTime`; absent if that was then. */
  readonly businessTime?: Date | undefined;
}

/** A movement that was made. Movements are never changed or removed. */
export interface StockMovement extends Omit<Adjustment, "variantId" | "warehouseId" | "reason" | "businessTime"> {
  readonly warehouseId: WarehouseId;
  readonly reason: MovementReason;
  readonly businessTime: Date;
}

/** What all warehouses together hold of a variant. */
export interface VariantStock extends Pick<StockLevel, "onHand" | "reserved"> {
  readonly variantId: VariantId;
}

export interface StockAdjusted extends DomainEvent {
  readonly type: "StockAdjusted";
  readonly variantId: VariantId;
  readonly warehouseId: WarehouseId;
  readonly quantityDelta: bigint;
  readonly reason: MovementReason;
  /** Units there after it. */
  readonly onHand: bigint;
}

/** Units that can be sold. */
export function availableAt({ onHand, reserved }: Pick<StockLevel, "onHand" | "reserved">): bigint {
  return onHand - reserved;
}

/** The event of a movement that left `onHand` units; `version` counts the warehouse's movements of the variant. */
export function stockAdjusted(
  { variantId, quantityDelta, reason }: Pick<StockAdjusted, "variantId" | "quantityDelta" | "reason">,
  { warehouseId, onHand }: Pick<StockLevel, "warehouseId" | "onHand">,
  version: number,
): StockAdjusted {
  return { type: "StockAdjusted", key: variantId, version, variantId, warehouseId, quantityDelta, reason, onHand };
}

/** STOCK_INSUFFICIENT with what the warehouse holds. */
export function stockInsufficient({ onHand, reserved }: StockLevel) {
  return refuse("STOCK_INSUFFICIENT", { metadata: { on_hand: `${onHand}`, reserved: `${reserved}` } });
}
