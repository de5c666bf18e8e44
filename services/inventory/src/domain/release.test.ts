import fc from "fast-check";
import { aReservation, ids } from "../../test/builders.ts";
import { expire, release } from "./release.ts";
import { livingShares, type Reservation } from "./reservation.ts";
import { totalOf } from "./share.ts";

const variantId = ids.next("var");

/** A reservation of one variant from several warehouses, some of it released already. */
const someReservation = fc
  .array(fc.tuple(fc.bigInt({ min: 1n, max: 20n }), fc.bigInt({ min: 0n, max: 20n })), { minLength: 1, maxLength: 4 })
  .map((pairs) =>
    aReservation({
      allocations: pairs.map(([living, released]) => ({
        variantId,
        warehouseId: ids.next("whs"),
        quantity: living + released,
        released,
        shipped: 0n,
      })),
    }),
  );

const living = (reservation: Reservation) => totalOf(livingShares(reservation));

test("what is freed and what is left make what there was", () => {
  fc.assert(
    fc.property(someReservation, fc.bigInt({ min: 1n, max: 80n }), (reservation, quantity) => {
      const before = living(reservation);
      if (quantity > before) {
        expect(() => release(reservation, [{ variantId, quantity }])).toThrow(
          expect.objectContaining({ reason: "QUANTITY_TOO_LARGE", metadata: { variant_id: variantId } }),
        );
        return;
      }
      const { next, freed } = release(reservation, [{ variantId, quantity }]);
      expect([totalOf(freed), living(next)]).toEqual([quantity, before - quantity]);
      expect(next.state).toBe(before === quantity ? "RELEASED" : "HELD");
      expect(next.allocations.every(({ quantity, released }) => released <= quantity)).toBe(true);
    }),
  );
});

test("without lines everything is given back, and nothing a second time", () => {
  fc.assert(
    fc.property(someReservation, (reservation) => {
      const { next, freed } = release(reservation);
      expect([totalOf(freed), living(next), next.state]).toEqual([living(reservation), 0n, "RELEASED"]);
      expect(next.version).toBe(reservation.version + 1);
      expect(release(next)).toEqual({ next, freed: [], returned: [] });
      expect(release(next, [{ variantId, quantity: 1n }])).toEqual({ next, freed: [], returned: [] });
    }),
  );
});

test("lines of one variant are summed, and small shares are given back first", () => {
  const [large, small] = [ids.next("whs"), ids.next("whs")];
  const reservation = aReservation({
    state: "COMMITTED",
    allocations: [
      { variantId, warehouseId: large, quantity: 8n, released: 0n, shipped: 0n },
      { variantId, warehouseId: small, quantity: 4n, released: 1n, shipped: 0n },
    ],
  });
  const line = { variantId, quantity: 2n };
  const { next, freed } = release(reservation, [line, line]);
  expect(freed).toEqual([
    { variantId, warehouseId: small, quantity: 3n },
    { variantId, warehouseId: large, quantity: 1n },
  ]);
  expect(next.state).toBe("COMMITTED");
});

test("a variant the reservation has none of is refused with QUANTITY_TOO_LARGE", () => {
  const line = { variantId: ids.next("var"), quantity: 1n };
  expect(() => release(aReservation(), [line])).toThrow(expect.objectContaining({ reason: "QUANTITY_TOO_LARGE" }));
});

test("an expired hold says what was given back", () => {
  const reservation = aReservation();
  const { next, freed, event } = expire(reservation);
  expect(next.state).toBe("RELEASED");
  expect(freed).toEqual(livingShares(reservation));
  expect(event).toEqual({ type: "ReservationExpired", key: reservation.reservationId, version: 2, allocations: freed });
});
