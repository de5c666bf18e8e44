import { StockAdjustmentReason } from "#gen/grpc/ultramarket/inventory/v1/inventory.ts";
import { ReservationExpired, StockAdjusted } from "#gen/grpc/ultramarket/inventory/v1/inventory_events.ts";
import { aLevel, anAdjustment, aReservation } from "../../test/builders.ts";
import { expire } from "../domain/release.ts";
import { type AdjustmentReason, stockAdjusted } from "../domain/stock.ts";
import { decodeReason, encodeReason } from "./adjustment-reasons.ts";
import { encodeEvent } from "./encode-event.ts";

test("an adjustment travels with what it left", () => {
  const adjustment = anAdjustment({ quantityDelta: -3n, reason: "DAMAGED" });
  const { variantId, warehouseId, onHand } = aLevel({ variantId: adjustment.variantId });
  const event = stockAdjusted(adjustment, { warehouseId, onHand, reserved: 0n }, 2);
  expect(event).toMatchObject({ key: variantId, version: 2 });
  const { subject, payload } = encodeEvent(event);
  expect(subject).toBe("inventory.v1.stock_adjusted");
  const reason = StockAdjustmentReason.STOCK_ADJUSTMENT_REASON_DAMAGED;
  expect(StockAdjusted.decode(payload)).toEqual({ variantId, warehouseId, quantityDelta: -3n, reason, onHand });
});

test("an expired reservation travels with what was given back", () => {
  const { next, freed, event } = expire(aReservation());
  const { subject, payload } = encodeEvent(event);
  expect(subject).toBe("inventory.v1.reservation_expired");
  expect(ReservationExpired.decode(payload)).toEqual({ reservationId: next.reservationId, allocations: freed });
});

test("every reason of the contract comes back as it went, and no other does", () => {
  const [unspecified, ...reasons] = Object.values(StockAdjustmentReason).filter((value) => typeof value === "number");
  expect(reasons.map((value) => encodeReason(decodeReason(value as StockAdjustmentReason)))).toEqual(reasons);
  expect(() => decodeReason(unspecified as StockAdjustmentReason)).toThrow(
    expect.objectContaining({ reason: "INVALID_REQUEST" }),
  );
  const names: readonly AdjustmentReason[] = reasons.map((value) => decodeReason(value as StockAdjustmentReason));
  expect(new Set(names).size).toBe(reasons.length);
});
