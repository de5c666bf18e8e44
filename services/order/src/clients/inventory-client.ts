import { ReservationServiceService } from "#gen/grpc/ultramarket/inventory/v1/inventory_service.ts";
import type { Inventory } from "../app/ports/inventory.ts";
import type { StepResult } from "../domain/checkout-outcome.ts";
import type { Dial } from "./dial.ts";
import { isUnanswered, refusalOf, sharedRefusalOf } from "./service-error.ts";

/** Stock as the inventory service keeps it. */
export function inventoryClient(dial: Dial): Inventory {
  const reservations = dial(ReservationServiceService);
  return {
    reserve: ({ reservationId, expireTime }, lines, requestId) =>
      reservations
        .reserveStock({ reservationId, lines: [...lines], expireTime, requestId })
        .then((): StepResult => ({ outcome: "RESERVED" }), notReserved),
    commit: (reservationId, requestId) =>
      reservations
        .commitReservation({ reservationId, requestId })
        .then((): StepResult => ({ outcome: "COMMITTED" }), notCommitted),
    release: (reservationId, lines, requestId) =>
      reservations
        .releaseReservation({ reservationId, lines: [...lines], requestId })
        .then((): StepResult => ({ outcome: "RELEASED" }), unanswered),
  };
}

function notReserved(error: unknown): StepResult {
  const refusal = refusalOf("inventory", error);
  if (refusal?.reason === "HOLD_EXPIRED") return { outcome: "HOLD_EXPIRED" };
  if (refusal?.reason !== "OUT_OF_STOCK") return unanswered(error);
  const { variant_id = "", available = "" } = refusal.metadata;
  return { outcome: "OUT_OF_STOCK", metadata: { variant_id, available } };
}

function notCommitted(error: unknown): StepResult {
  const isGone =
    refusalOf("inventory", error)?.reason === "HOLD_EXPIRED" || sharedRefusalOf(error)?.reason === "RESOURCE_NOT_FOUND";
  return isGone ? { outcome: "HOLD_EXPIRED" } : unanswered(error);
}

function unanswered(error: unknown): StepResult {
  if (!isUnanswered(error)) throw error;
  return { outcome: "UNANSWERED", metadata: { service: "inventory" } };
}
