import * as proto from "#gen/grpc/ultramarket/inventory/v1/inventory.ts";
import type * as service from "#gen/grpc/ultramarket/inventory/v1/inventory_service.ts";
import type { Allocation, Reservation, ReservationState } from "../domain/reservation.ts";
import { availableAt, type StockLevel, type StockMovement, type VariantStock } from "../domain/stock.ts";
import type { StockTransfer } from "../domain/transfer.ts";
import { encodeReason } from "./adjustment-reasons.ts";

const states: Readonly<Record<ReservationState, proto.ReservationState>> = {
  HELD: proto.ReservationState.RESERVATION_STATE_HELD,
  COMMITTED: proto.ReservationState.RESERVATION_STATE_COMMITTED,
  RELEASED: proto.ReservationState.RESERVATION_STATE_RELEASED,
};

export function encodeLevel(level: StockLevel): proto.StockLevel {
  return { ...level, available: availableAt(level) };
}

export function encodeStock(stock: VariantStock): proto.VariantStock {
  return { ...stock, available: availableAt(stock) };
}

export function encodeMovement(movement: StockMovement): service.StockMovement {
  return { ...movement, reason: encodeReason(movement.reason), transferId: movement.transferId ?? "" };
}

export function encodeTransfer(transfer: StockTransfer): proto.StockTransfer {
  return { ...transfer, lines: [...transfer.lines] };
}

export function encodeReservation(reservation: Reservation): proto.Reservation {
  const { reservationId, state, expireTime } = reservation;
  const allocations = reservation.allocations.map(encodeAllocation);
  const left = allocations.filter(({ quantity, shippedQuantity }) => quantity + shippedQuantity > 0n);
  return { reservationId, state: states[state], allocations: left, expireTime };
}

function encodeAllocation({ variantId, warehouseId, quantity, released, shipped }: Allocation): proto.Allocation {
  return { variantId, warehouseId, quantity: quantity - released - shipped, shippedQuantity: shipped };
}
