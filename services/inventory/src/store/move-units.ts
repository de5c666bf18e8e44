import { type Ids, uuidFromId } from "#mesh/kernel";
import type { Transaction } from "#mesh/store";
import { movesBetween, type PlaceMove } from "../domain/move.ts";
import type { Reservation } from "../domain/reservation.ts";
import { type MovementReason, type StockAdjusted, stockAdjusted } from "../domain/stock.ts";
import * as sql from "./shipment-statements.ts";

/** Why units leave or come back, and when; `businessTime` is absent if it is entered as it happens. */
export interface Movement {
  readonly reason: MovementReason;
  readonly note: string;
  readonly createTime: Date;
  readonly businessTime?: Date | undefined;
}

/** Writes how a locked reservation changed, with a movement and an event for each place units left or came back to. */
export async function moveUnits(
  tx: Transaction,
  before: Reservation,
  next: Reservation,
  movement: Movement,
  ids: Ids,
): Promise<readonly StockAdjusted[]> {
  const moves = movesBetween(before.allocations, next.allocations);
  const rows = await tx.query(sql.move, moveValues(next, moves, movement, ids));
  const moved = new Map(rows.map((row) => [Number(row.number), row]));
  return moves.flatMap((move, index) => eventsOf(move, moved.get(index + 1), movement));
}

function moveValues({ reservationId, state }: Reservation, moves: readonly PlaceMove[], why: Movement, ids: Ids) {
  return [
    uuidFromId(reservationId),
    state,
    moves.map(({ variantId }) => uuidFromId(variantId)),
    moves.map(({ warehouseId }) => uuidFromId(warehouseId)),
    moves.map(({ released }) => released),
    moves.map(({ shipped }) => shipped),
    moves.map(() => ids.uuid()),
    why.reason,
    why.note,
    why.createTime,
    why.businessTime ?? null,
  ];
}

function eventsOf(
  { variantId, warehouseId, shipped }: PlaceMove,
  row: sql.MovedRow | undefined,
  { reason }: Movement,
): readonly StockAdjusted[] {
  if (row === undefined) return [];
  const level = { warehouseId, onHand: row.on_hand };
  return [stockAdjusted({ variantId, quantityDelta: -shipped, reason }, level, Number(row.version))];
}
