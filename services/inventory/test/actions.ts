import type { RequestKey } from "#mesh/kernel";
import type { Hold, ReservationStore, StockStore, WarehouseStore } from "../src/app/ports.ts";
import type { Reservation, ReservationId } from "../src/domain/reservation.ts";
import type { Adjustment, VariantId } from "../src/domain/stock.ts";
import { createWarehouse, type WarehouseId } from "../src/domain/warehouse.ts";
import { after, aHold, anAdjustment, ids, noon } from "./builders.ts";

export interface InventoryStores {
  readonly warehouses: WarehouseStore;
  readonly stock: StockStore;
  readonly reservations: ReservationStore;
  /** What breaks the invariants of the service. */
  audit(): Promise<readonly unknown[]>;
  /** How many events tell of the expiry of the reservation. */
  expiries(reservationId: string): Promise<number>;
  /** How many events tell of movements of the variant. */
  adjustments(variantId: string): Promise<number>;
}

export const refusal = (reason: string, metadata: object = {}) =>
  expect.objectContaining({ reason, metadata: expect.objectContaining(metadata) });

export const aRequest = (): RequestKey => ({ caller: "order", method: "/Reserve", key: ids.uuid(), hash: "a" });

/** Why those failed that did. */
export const failures = (outcomes: readonly PromiseSettledResult<unknown>[]): unknown[] =>
  outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));

/** What tests do with stores, in few words; at noon unless told. */
export function actionsOn(stores: () => InventoryStores) {
  const addWarehouse = async (): Promise<WarehouseId> => {
    const draft = { name: "Second", countryCode: "NL" };
    return (await stores().warehouses.create(() => createWarehouse(draft, noon, ids))).warehouseId;
  };
  const adjust = (change: Partial<Adjustment>, request?: RequestKey) =>
    stores().stock.adjust(anAdjustment(change), request);
  const stocked = async (quantityDelta: bigint, warehouseId?: WarehouseId): Promise<VariantId> => {
    const variantId = ids.next("var");
    await adjust({ variantId, quantityDelta, warehouseId });
    return variantId;
  };
  const reserve = (change: Partial<Hold>, now = noon) => stores().reservations.reserve(aHold(change), now);
  const held = async (variantId: VariantId, quantity: bigint, expireTime = after(60)): Promise<Reservation> =>
    reserve({ lines: [{ variantId, quantity }], expireTime });
  const commit = ({ reservationId }: Pick<Reservation, "reservationId">, now = noon) =>
    stores().reservations.commit(reservationId, now);
  const release = (
    { reservationId }: Pick<Reservation, "reservationId">,
    lines: Hold["lines"] = [],
    request?: RequestKey,
  ) => stores().reservations.release(reservationId, lines, noon, request);
  /** Told by an event of its own, each time. */
  const ship = (reservationId: ReservationId, lines: Hold["lines"], shipmentId = ids.next("shp")) =>
    stores().reservations.ship({ shipmentId, reservationId, lines, request: aRequest() }, noon);
  const total = async (variantId: VariantId) => {
    const levels = await stores().stock.levelsOf(variantId);
    const sum = (numbers: readonly bigint[]) => Number(numbers.reduce((all, number) => all + number, 0n));
    return { onHand: sum(levels.map(({ onHand }) => onHand)), reserved: sum(levels.map(({ reserved }) => reserved)) };
  };
  return { addWarehouse, adjust, stocked, reserve, held, commit, release, ship, total };
}
