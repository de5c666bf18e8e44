import { StockAdjustmentReason } from "#gen/grpc/ultramarket/inventory/v1/inventory.ts";
import { ReservationExpired, StockAdjusted } from "#gen/grpc/ultramarket/inventory/v1/inventory_events.ts";
import { aLevel, anAdjustment, aReservation } from "../../test/builders.ts";
import { expire } from "../domain/release.ts";
import { type MovementReason, stockAdjusted } from "../domain/stock.ts";
import { decodeReason, encodeReason } from "./adjustment-reasons.ts";
import { encodeEvent } from "./encode-event.ts";

test("an adjustment travels with what it left", () => {
  const adjustment = anAdjustment({ quantityDelta: -3n, reason: "DAMAGED" });
  const { variantId, warehouseId, onHand } = aLevel({ variantId: adjustment.variantId });
  const event = stockAdjusted(adjustment, { warehouseId, onHand }, 2);
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
  const allocations = freed.map((share) => ({ ...share, shippedQuantity: 0n }));
  expect(ReservationExpired.decode(payload)).toEqual({ reservationId: next.reservationId, allocations });
});

const values = Object.values(StockAdjustmentReason) as StockAdjustmentReason[];
const entered = values.filter((value) => value >= 1 && value <= 7);

test("every reason the staff may give comes back as it went, and no other does", () => {
  expect(entered.map((value) => encodeReason(decodeReason(value)))).toEqual(entered);
  for (const value of values.filter((other) => !entered.includes(other))) {
    expect(() => decodeReason(value)).toThrow(expect.objectContaining({ reason: "INVALID_REQUEST" }));
  }
});

test("every reason of the contract stands for one of ours", () => {
  const names: readonly MovementReason[] = [...entered.map(decodeReason), "SHIPPED", "ORDER_RETURNED", "TRANSFERRED"];
  expect(new Set(names.map(encodeReason))).toEqual(
    new Set(values.filter((value) => value > StockAdjustmentReason.STOCK_ADJUSTMENT_REASON_UNSPECIFIED)),
  );
});
