import { sumLines } from "../src/domain/line.ts";
import { livingShares } from "../src/domain/reservation.ts";
import { actionsOn, aRequest, type InventoryStores, refusal } from "./actions.ts";
import { after, aHold, anAdjustment, ids, noon } from "./builders.ts";

/** What every engine that keeps reservations must do. */
export function reservationStoreContract(stores: () => InventoryStores): void {
  const { addWarehouse, adjust, stocked, reserve, held, commit, release, total } = actionsOn(stores);

  afterEach(async () => {
    expect(await stores().audit()).toEqual([]);
  });

  test("a repeat under one request key moves once, and gives named units back once", async () => {
    const variantId = ids.next("var");
    const request = aRequest();
    const adjustment = anAdjustment({ variantId });
    const answers = await Promise.all(Array.from({ length: 5 }, () => stores().stock.adjust(adjustment, request)));
    expect(answers).toEqual(Array.from({ length: 5 }, () => answers[0]));
    const reservation = await held(variantId, 4n);
    const key = aRequest();
    const racing = Array.from({ length: 5 }, () => release(reservation, [{ variantId, quantity: 1n }], key));
    const [first, ...others] = await Promise.all(racing);
    expect(others).toEqual(others.map(() => first));
    expect(await total(variantId)).toEqual({ onHand: 10, reserved: 3 });
  });

  test("held, committed and released again without a key, a reservation answers as it did at first", async () => {
    const hold = aHold({ lines: [{ variantId: await stocked(5n), quantity: 4n }] });
    const steps = [() => reserve(hold), () => commit(hold), () => release(hold)];
    for (const step of steps) expect(await step()).toEqual(await step());
    await expect(reserve(hold)).rejects.toThrow(refusal("HOLD_EXPIRED"));
  });

  test("a reservation comes back as it was held, and one that never was is undefined", async () => {
    const variantIds = [await stocked(5n), await stocked(5n), await stocked(5n)];
    const hold = aHold({ lines: variantIds.toReversed().map((variantId) => ({ variantId, quantity: 2n })) });
    const reservation = await stores().reservations.reserve(hold, noon);
    expect(reservation).toMatchObject({ state: "HELD", version: 1, expireTime: hold.expireTime });
    expect(sumLines(reservation.allocations)).toEqual(hold.lines.toReversed());
    expect(await stores().reservations.find(hold.reservationId)).toEqual(reservation);
    expect(await stores().reservations.find(ids.next("rsv"))).toBeUndefined();
  });

  test("several warehouses give what none has alone", async () => {
    const second = await addWarehouse();
    const variantId = await stocked(3n);
    await adjust({ variantId, warehouseId: second, quantityDelta: 4n });
    const { allocations } = await held(variantId, 6n);
    const given = new Map(allocations.map(({ warehouseId, quantity }) => [warehouseId, quantity]));
    expect(given.get(second)).toBe(4n);
    expect([...given.values()].toSorted()).toEqual([2n, 4n]);
  });

  test("one line that lacks units leaves the others unreserved", async () => {
    const [plenty, scarce] = [await stocked(5n), await stocked(1n)];
    const lines = [
      { variantId: plenty, quantity: 2n },
      { variantId: scarce, quantity: 2n },
    ];
    const lacking = refusal("OUT_OF_STOCK", { variant_id: scarce, available: "1", wanted: "2" });
    await expect(reserve({ lines })).rejects.toThrow(lacking);
    expect(await total(plenty)).toEqual({ onHand: 5, reserved: 0 });
  });

  test("two thousand variants are held at once", async () => {
    const variantIds = Array.from({ length: 2_000 }, () => ids.next("var"));
    for (const variantId of variantIds.slice(0, 20)) await adjust({ variantId, quantityDelta: 1n });
    const few = variantIds.slice(0, 20).map((variantId) => ({ variantId, quantity: 1n }));
    const all = variantIds.map((variantId) => ({ variantId, quantity: 1n }));
    const missing = refusal("OUT_OF_STOCK", { variant_id: variantIds[20] });
    await expect(reserve({ lines: all })).rejects.toThrow(missing);
    expect((await reserve({ lines: few })).allocations.length).toBe(20);
  });

  test("the same content under one id is one reservation, other content is refused", async () => {
    const variantId = await stocked(9n);
    const hold = aHold({ lines: [{ variantId, quantity: 2n }] });
    const racing = Array.from({ length: 8 }, () => stores().reservations.reserve(hold, noon));
    const [first, ...others] = await Promise.all(racing);
    expect(others).toEqual(others.map(() => first));
    const other = { ...hold, lines: [{ variantId, quantity: 3n }] };
    await expect(reserve(other)).rejects.toThrow(refusal("RESERVATION_ID_TAKEN"));
    await commit(hold);
    expect(await reserve(hold, after(90))).toMatchObject({ state: "COMMITTED" });
    expect(await total(variantId)).toEqual({ onHand: 9, reserved: 2 });
  });

  test("a hold whose time has passed is refused with HOLD_EXPIRED, and so is the id of a released one", async () => {
    const variantId = await stocked(5n);
    const lines = [{ variantId, quantity: 1n }];
    await expect(reserve({ lines, expireTime: noon })).rejects.toThrow(refusal("HOLD_EXPIRED"));
    const reservation = await reserve({ lines });
    await expect(reserve({ ...aHold({ lines }), reservationId: reservation.reservationId }, after(60))).rejects.toThrow(
      refusal("HOLD_EXPIRED"),
    );
    await release(reservation);
    await expect(reserve({ lines, reservationId: reservation.reservationId })).rejects.toThrow(refusal("HOLD_EXPIRED"));
    expect(await total(variantId)).toEqual({ onHand: 5, reserved: 0 });
  });

  test("a committed reservation stays committed and never lapses", async () => {
    const variantId = await stocked(5n);
    const reservation = await held(variantId, 2n);
    const committed = await commit(reservation, after(59));
    expect(committed).toEqual({ ...reservation, state: "COMMITTED", version: 2, expireTime: undefined });
    expect(await commit(reservation, after(3_600))).toEqual(committed);
    await stores().reservations.expire(after(3_600), 1_000);
    expect(await total(variantId)).toEqual({ onHand: 5, reserved: 2 });
  });

  test("committing what has lapsed, was released or never was is refused", async () => {
    const variantId = await stocked(5n);
    const lapsed = await held(variantId, 1n);
    await expect(commit(lapsed, after(60))).rejects.toThrow(refusal("HOLD_EXPIRED"));
    await release(lapsed);
    await expect(commit(lapsed)).rejects.toThrow(refusal("HOLD_EXPIRED"));
    await expect(commit({ reservationId: ids.next("rsv") })).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
  });

  test("named units are given back, then the rest, and nothing twice", async () => {
    const [first, second] = [await stocked(5n), await stocked(5n)];
    const lines = [
      { variantId: first, quantity: 3n },
      { variantId: second, quantity: 2n },
    ];
    const reservation = await reserve({ lines });
    await commit(reservation);
    const left = await release(reservation, [{ variantId: first, quantity: 2n }]);
    expect(
      left &&
        livingShares(left)
          .map(({ quantity }) => quantity)
          .toSorted(),
    ).toEqual([1n, 2n]);
    expect(left).toEqual(await stores().reservations.find(reservation.reservationId));
    expect(await total(first)).toEqual({ onHand: 5, reserved: 1 });
    const tooMany = release(reservation, [{ variantId: first, quantity: 2n }]);
    await expect(tooMany).rejects.toThrow(refusal("QUANTITY_TOO_LARGE", { variant_id: first }));
    expect(await release(reservation)).toMatchObject({ state: "RELEASED" });
    expect(await release(reservation)).toEqual(await stores().reservations.find(reservation.reservationId));
    expect([(await total(first)).reserved, (await total(second)).reserved]).toEqual([0, 0]);
  });

  test("what was released before it was made cannot be made", async () => {
    const variantId = await stocked(5n);
    const hold = aHold({ lines: [{ variantId, quantity: 1n }] });
    expect(await release(hold)).toBeUndefined();
    expect(await release(hold, hold.lines)).toBeUndefined();
    await expect(reserve(hold)).rejects.toThrow(refusal("HOLD_EXPIRED"));
    await expect(commit(hold)).rejects.toThrow(refusal("HOLD_EXPIRED"));
    expect(await total(variantId)).toEqual({ onHand: 5, reserved: 0 });
  });

  test("holds that have lapsed are released by whoever comes first, once, with an event", async () => {
    const variantId = await stocked(20n);
    const lapsed = await Promise.all(Array.from({ length: 10 }, () => held(variantId, 1n)));
    const living = await held(variantId, 1n, after(120));
    const counts = await Promise.all([1, 2, 3, 4].map(() => stores().reservations.expire(after(60), 3)));
    expect(Math.max(...counts)).toBeLessThanOrEqual(3);
    while ((await stores().reservations.expire(after(60), 3)) > 0);
    expect(await total(variantId)).toEqual({ onHand: 20, reserved: 1 });
    for (const { reservationId } of lapsed) expect(await stores().expiries(reservationId)).toBe(1);
    expect(await stores().expiries(living.reservationId)).toBe(0);
    expect(await stores().reservations.find(living.reservationId)).toEqual(living);
  });

  test("units of lapsed holds are sold before anybody is refused", async () => {
    const [wanted, other] = [await stocked(5n), await stocked(5n)];
    const lines = [
      { variantId: other, quantity: 2n },
      { variantId: wanted, quantity: 4n },
    ];
    const lapsed = await reserve({ lines });
    const living = await held(other, 3n, after(600));
    const lacking = refusal("OUT_OF_STOCK", { variant_id: wanted, available: "1", wanted: "3" });
    await expect(reserve({ lines: [{ variantId: wanted, quantity: 3n }], expireTime: after(600) })).rejects.toThrow(
      lacking,
    );
    const hold = { lines: [{ variantId: wanted, quantity: 3n }], expireTime: after(600) };
    expect(await reserve(hold, after(60))).toMatchObject({ state: "HELD" });
    expect(await stores().reservations.find(lapsed.reservationId)).toMatchObject({ state: "RELEASED" });
    expect(await stores().expiries(lapsed.reservationId)).toBe(1);
    expect([await total(wanted), await total(other)]).toEqual([
      { onHand: 5, reserved: 3 },
      { onHand: 5, reserved: 3 },
    ]);
    await expect(reserve({ ...hold, lines: [{ variantId: wanted, quantity: 3n }] }, after(60))).rejects.toThrow(
      refusal("OUT_OF_STOCK", { available: "2" }),
    );
    expect(living.state).toBe("HELD");
  });
}
