import { DomainError, type Ids, refuse } from "#mesh/kernel";
import type { Line } from "./line.ts";
import type { Adjustment, StockAdjusted, TransferId } from "./stock.ts";
import type { WarehouseId } from "./warehouse.ts";

/** A wanted move of goods from one warehouse to another. */
export interface Transfer extends Pick<Adjustment, "note" | "userId" | "createTime" | "businessTime"> {
  readonly transferId: TransferId;
  readonly fromWarehouseId: WarehouseId;
  readonly toWarehouseId: WarehouseId;
  readonly lines: readonly Line[];
}

/** A transfer that was made. */
export interface StockTransfer extends Omit<Transfer, "lines" | "businessTime"> {
  readonly lines: readonly TransferredLine[];
  readonly businessTime: Date;
}

export interface TransferredLine extends Line {
  /** Units on hand at either place, after the move. */
  readonly fromOnHand: bigint;
  readonly toOnHand: bigint;
}

/** The two sides of each line: all that leave, then all that arrive, both in the order of the lines. */
export function sidesOf(transfer: Transfer, ids: Ids): readonly Adjustment[] {
  const { transferId, fromWarehouseId, toWarehouseId, lines, note, userId, createTime, businessTime } = transfer;
  const common = { reason: "TRANSFERRED", transferId, note, userId, createTime, businessTime } as const;
  const side = (warehouseId: WarehouseId, sign: bigint) =>
    lines.map(({ variantId, quantity }): Adjustment => {
      return { ...common, movementId: ids.next("mov"), variantId, warehouseId, quantityDelta: sign * quantity };
    });
  return [...side(fromWarehouseId, -1n), ...side(toWarehouseId, 1n)];
}

/** The transfer after its sides were made, which these events tell of. */
export function transferred(transfer: Transfer, events: readonly StockAdjusted[]): StockTransfer {
  const { lines, createTime, businessTime = createTime } = transfer;
  const onHandAfter = (index: number) => events[index]?.onHand ?? 0n;
  return {
    ...transfer,
    businessTime,
    lines: lines.map((line, index) => ({
      ...line,
      fromOnHand: onHandAfter(index),
      toOnHand: onHandAfter(lines.length + index),
    })),
  };
}

/** What a side was refused with, told of the transfer: of a warehouse that is none, its field. */
export function sideRefused(error: unknown, { lines }: Transfer): unknown {
  if (!(error instanceof DomainError) || error.reason !== "RESOURCE_NOT_FOUND") return error;
  const field = Number(error.metadata.index) < lines.length ? "from_warehouse_id" : "to_warehouse_id";
  return refuse("RESOURCE_NOT_FOUND", { fields: [{ field, description: "is no warehouse" }], cause: error });
}
