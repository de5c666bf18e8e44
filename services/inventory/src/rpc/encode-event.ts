import { ReservationExpired, StockAdjusted } from "#gen/grpc/ultramarket/inventory/v1/inventory_events.ts";
import { assertNever, protoName } from "#mesh/kernel";
import type { EncodedEvent } from "#mesh/store";
import type { InventoryEvent } from "../domain/event.ts";
import { encodeReason } from "./adjustment-reasons.ts";

/** An event as inventory_events.proto has it. */
export function encodeEvent(event: InventoryEvent): EncodedEvent {
  return { subject: `inventory.v1.${protoName(event.type)}`, payload: encodePayload(event) };
}

function encodePayload(event: InventoryEvent): Uint8Array {
  switch (event.type) {
    case "StockAdjusted":
      return StockAdjusted.encode({ ...event, reason: encodeReason(event.reason) }).finish();
    case "ReservationExpired":
      return ReservationExpired.encode({
        reservationId: event.key,
        allocations: event.allocations.map((share) => ({ ...share, shippedQuantity: 0n })),
      }).finish();
    default:
      return assertNever(event);
  }
}
