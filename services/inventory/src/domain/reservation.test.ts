import { after, aReservation, ids, noon } from "../../test/builders.ts";
import { type Allocation, asAsked, committed, hasLapsed, type Reservation } from "./reservation.ts";

const variantId = ids.next("var");
const allocation = (quantity: bigint, released = 0n): Allocation => ({
  variantId,
  warehouseId: ids.next("whs"),
  quantity,
  released,
  shipped: 0n,
});
const allocations = [allocation(2n), allocation(1n, 1n)];
const lines = [{ variantId, quantity: 3n }];
const refusal = (reason: string) => expect.objectContaining({ reason });

test("a hold lapses at the instant it expires", () => {
  expect([after(-1), noon, after(1)].map((now) => hasLapsed(noon, now))).toEqual([false, true, true]);
  expect(hasLapsed(undefined, noon)).toBe(false);
});

test.each<[string, Partial<Reservation>]>([
  ["held", {}],
  ["committed", { state: "COMMITTED", expireTime: undefined }],
])("a %s reservation is what was asked for, by what it first held", (_, change) => {
  const reservation = aReservation({ allocations, ...change });
  expect(asAsked(reservation, lines, noon)).toBe(reservation);
});

test.each<[string, Partial<Reservation>]>([
  ["released", { state: "RELEASED" }],
  ["lapsed", { expireTime: noon }],
  ["released before it was made", { state: "RELEASED", allocations: [], expireTime: undefined }],
])("asking again for a reservation that is %s is refused with HOLD_EXPIRED", (_, change) => {
  expect(() => asAsked(aReservation({ allocations, ...change }), lines, noon)).toThrow(refusal("HOLD_EXPIRED"));
});

test.each([
  ["fewer units", [{ variantId, quantity: 2n }]],
  ["another variant", [{ variantId: ids.next("var"), quantity: 3n }]],
  ["a variant more", [...lines, { variantId: ids.next("var"), quantity: 1n }]],
])("%s under the id of a reservation is refused with RESERVATION_ID_TAKEN", (_, other) => {
  expect(() => asAsked(aReservation({ allocations }), other, noon)).toThrow(refusal("RESERVATION_ID_TAKEN"));
});

test("only a committed reservation counts as committed", () => {
  const reservation = aReservation({ state: "COMMITTED" });
  expect(committed(reservation)).toBe(reservation);
  expect(() => committed(aReservation())).toThrow(refusal("HOLD_EXPIRED"));
  expect(() => committed(aReservation({ state: "RELEASED" }))).toThrow(refusal("HOLD_EXPIRED"));
  expect(() => committed(undefined)).toThrow(refusal("RESOURCE_NOT_FOUND"));
});
