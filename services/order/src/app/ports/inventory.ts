import type { VariantId } from "../../domain/cart.ts";
import type { StepResult } from "../../domain/checkout-outcome.ts";
import type { OrderReservation, ReservationId } from "../../domain/order.ts";

/**
 * Keeps stock for orders. Each call has its effect once for each `key`; UNANSWERED says that it is not known whether it
 * had it, and that it may be repeated.
 */
export interface Inventory {
  /**
   * Comes to RESERVED, OUT_OF_STOCK (with `variant_id` and `available`), HOLD_EXPIRED if it could not be held any more, or
   * UNANSWERED.
   */
  reserve(reservation: OrderReservation, lines: readonly StockLine[], key: string): Promise<StepResult>;
  /** Comes to COMMITTED, HOLD_EXPIRED, or UNANSWERED. */
  commit(reservationId: ReservationId, key: string): Promise<StepResult>;
  /** All that is left, or the lines given. Comes to RELEASED or UNANSWERED. */
  release(reservationId: ReservationId, lines: readonly StockLine[], key: string): Promise<StepResult>;
}

export interface StockLine {
  readonly variantId: VariantId;
  readonly quantity: bigint;
}
