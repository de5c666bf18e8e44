import fc from "fast-check";
import { aReservation, ids } from "../../test/builders.ts";
import { release } from "./release.ts";
import { livingShares, type Reservation, shippedShares } from "./reservation.ts";
import { totalOf } from "./share.ts";
import { ship } from "./ship.ts";

const variantId = ids.next("var");
const warehouseIds = [ids.next("whs"), ids.next("whs"), ids.next("whs")];
const refusal = (reason: string) => expect.objectContaining({ reason });
const units = fc.bigInt({ min: 1n, max: 9n });
const lines = (quantity: bigint) => [{ variantId, quantity }];
const least = (a: bigint, b: bigint) => (a < b ? a : b);

/** A sold reservation of one variant from some warehouses. */
const sold = fc.array(units, { minLength: 1, maxLength: 3 }).map((quantities) =>
  aReservation({
    state: "COMMITTED",
    expireTime: undefined,
    allocations: quantities.map((quantity, index) => ({
      variantId,
      warehouseId: warehouseIds[index] ?? ids.next("whs"),
      quantity,
      released: 0n,
      shipped: 0n,
    })),
  }),
);

const living = (reservation: Reservation) => totalOf(livingShares(reservation));
const shipped = (reservation: Reservation) => totalOf(shippedShares(reservation));

test("what is sent is what was asked for or what was left of it, and nothing else changes", () => {
  fc.assert(
    fc.property(sold, units, units, (reservation, first, second) => {
      const once = ship(reservation, lines(first));
      const twice = ship(once.next, lines(second));
      const total = living(reservation);
      expect(totalOf(once.sent)).toBe(least(first, total));
      expect(shipped(twice.next)).toBe(least(first + second, total));
      expect(living(twice.next) + shipped(twice.next)).toBe(total);
      expect(twice.next.state).toBe("COMMITTED");
    }),
  );
});

test("a return comes to the same before a shipment is known and after it", () => {
  fc.assert(
    fc.property(sold, units, units, (reservation, sent, back) => {
      const total = living(reservation);
      fc.pre(back <= sent && sent <= total);
      const inTime = release(ship(reservation, lines(sent)).next, lines(back));
      const late = ship(release(reservation, lines(back)).next, lines(sent));
      const gone = sent - totalOf(inTime.returned);
      expect(totalOf(inTime.returned) + totalOf(inTime.freed)).toBe(back);
      const available = (reserved: bigint, left: bigint) => total - left - reserved;
      expect(available(living(late.next), totalOf(late.sent))).toBe(available(living(inTime.next), gone));
    }),
  );
});

test("all that was sent and came back leaves a released reservation, all that was sent does not", () => {
  fc.assert(
    fc.property(sold, (reservation) => {
      const total = living(reservation);
      const { next } = ship(reservation, lines(total));
      expect([next.state, release(next)]).toEqual(["COMMITTED", { next, freed: [], returned: [] }]);
      const { next: back, freed, returned } = release(next, lines(total));
      expect([back.state, totalOf(freed), totalOf(returned)]).toEqual(["RELEASED", 0n, total]);
      expect(ship(back, lines(1n))).toEqual({ next: back, sent: [] });
    }),
  );
});

test("of named units those that were not sent are given back first, and no more than both", () => {
  fc.assert(
    fc.property(sold, units, units, (reservation, sent, back) => {
      const { next } = ship(reservation, lines(sent));
      if (back > living(next) + shipped(next)) {
        expect(() => release(next, lines(back))).toThrow(refusal("QUANTITY_TOO_LARGE"));
        return;
      }
      const { freed, returned } = release(next, lines(back));
      expect([totalOf(freed), totalOf(returned)]).toEqual([
        least(back, living(next)),
        back - least(back, living(next)),
      ]);
    }),
  );
});

test("variants of other orders are left out, lines of one variant are summed", () => {
  const reservation = { ...aReservation(), state: "COMMITTED" } as const;
  const own = reservation.allocations[0]?.variantId ?? variantId;
  const one = { variantId: own, quantity: 1n };
  const { sent } = ship(reservation, [one, { variantId, quantity: 5n }, one]);
  expect(sent).toMatchObject([{ variantId: own, quantity: 2n }]);
});

test("what is only held is not sent: HOLD_EXPIRED", () => {
  expect(() => ship(aReservation(), lines(1n))).toThrow(refusal("HOLD_EXPIRED"));
});
