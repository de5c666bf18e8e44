import type { RequestKey } from "#mesh/kernel";
import type { Hold, ReservationStore, StockStore, WarehouseStore } from "../src/app/ports.ts";
import { sumLines } from "../src/domain/line.ts";
import { livingShares, type Reservation } from "../src/domain/reservation.ts";
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
}

/** What every engine that keeps stock must do. */
export function inventoryStoresContract(stores: () => InventoryStores): void {
  const refusal = (reason: string, metadata = {}) =>
    expect.objectContaining({ reason, metadata: expect.objectContaining(metadata) });
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
  const reserve = (change: Partial<Hold>, now = noon, request?: RequestKey) =>
    stores().reservations.reserve(aHold(change), now, request);
  const held = async (variantId: VariantId, quantity: bigint, expireTime = after(60)): Promise<Reservation> =>
    reserve({ lines: [{ variantId, quantity }], expireTime });
  const commit = ({ reservationId }: Pick<Reservation, "reservationId">, now = noon) =>
    stores().reservations.commit(reservationId, now);
  const release = ({ reservationId }: Pick<Reservation, "reservationId">, lines: Hold["lines"] = []) =>
    stores().reservations.release(reservationId, lines, noon);
  const total = async (variantId: VariantId) => {
    const levels = await stores().stock.levelsOf(variantId);
    const sum = (numbers: readonly bigint[]) => Number(numbers.reduce((all, number) => all + number, 0n));
    return { onHand: sum(levels.map(({ onHand }) => onHand)), reserved: sum(levels.map(({ reserved }) => reserved)) };
  };
  const failures = (outcomes: readonly PromiseSettledResult<unknown>[]) =>
    outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  const aRequest = (hash = "a"): RequestKey => ({ caller: "order", method: "/Reserve", key: ids.uuid(), hash });

  afterEach(async () => {
    expect(await stores().audit()).toEqual([]);
  });

  test("there is a default warehouse, and those that are added follow it, page by page", async () => {
    const added = [await addWarehouse(), await addWarehouse()];
    const { items, nextKey } = await stores().warehouses.page(undefined, 1);
    expect(items).toMatchObject([{ name: "Main warehouse" }]);
    const rest = await stores().warehouses.page(nextKey, 100);
    expect(rest.items.map(({ warehouseId }) => warehouseId)).toEqual(expect.arrayContaining(added));
    expect(rest.items).toContainEqual({ warehouseId: added[0], name: "Second", countryCode: "NL", createTime: noon });
    expect(rest.nextKey).toBeUndefined();
  });

  test("an unknown variant has a level of zeros in every warehouse", async () => {
    const warehouseId = await addWarehouse();
    const levels = await stores().stock.levelsOf(ids.next("var"));
    expect(levels).toContainEqual({ warehouseId, onHand: 0n, reserved: 0n });
    expect(levels.length).toBe((await stores().warehouses.page(undefined, 1_000)).items.length);
  });

  test("stock is adjusted in the default warehouse or the named one, and the movements are kept, newest first", async () => {
    const warehouseId = await addWarehouse();
    const variantId = await stocked(7n);
    const userId = ids.next("usr");
    const levels = await adjust({
      variantId,
      warehouseId,
      quantityDelta: 5n,
      reason: "FOUND",
      note: "shelf 3",
      userId,
    });
    expect(levels).toEqual(await stores().stock.levelsOf(variantId));
    expect(levels[0]?.onHand).toBe(7n);
    expect(levels).toContainEqual({ warehouseId, onHand: 5n, reserved: 0n });
    await adjust({ variantId, warehouseId, quantityDelta: -5n, reason: "LOST" });
    const { items, nextKey } = await stores().stock.movements(variantId, undefined, 2);
    expect(items).toMatchObject([
      { quantityDelta: -5n, reason: "LOST", userId: "" },
      { warehouseId, quantityDelta: 5n, reason: "FOUND", note: "shelf 3", userId, createTime: noon },
    ]);
    expect((await stores().stock.movements(variantId, nextKey, 2)).items).toMatchObject([{ quantityDelta: 7n }]);
  });

  test("a warehouse that is none is refused with RESOURCE_NOT_FOUND", async () => {
    await expect(adjust({ warehouseId: ids.next("whs") })).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
  });

  test("taking away more than is free is refused with STOCK_INSUFFICIENT and the numbers", async () => {
    const nothing = refusal("STOCK_INSUFFICIENT", { on_hand: "0", reserved: "0" });
    await expect(adjust({ quantityDelta: -1n })).rejects.toThrow(nothing);
    const variantId = await stocked(5n);
    await held(variantId, 3n);
    const tooFew = refusal("STOCK_INSUFFICIENT", { on_hand: "5", reserved: "3" });
    await expect(adjust({ variantId, quantityDelta: -3n })).rejects.toThrow(tooFew);
    await adjust({ variantId, quantityDelta: -2n });
    expect(await total(variantId)).toEqual({ onHand: 3, reserved: 3 });
  });

  test("of thirty adjustments that race on a new variant none is lost", async () => {
    const variantId = ids.next("var");
    await Promise.all(Array.from({ length: 30 }, () => adjust({ variantId, quantityDelta: 2n })));
    expect(await total(variantId)).toEqual({ onHand: 60, reserved: 0 });
  });

  test("a repeat under one request key moves and holds once", async () => {
    const variantId = ids.next("var");
    const request = aRequest();
    const adjustment = anAdjustment({ variantId });
    const answers = await Promise.all(Array.from({ length: 5 }, () => stores().stock.adjust(adjustment, request)));
    expect(answers).toEqual(Array.from({ length: 5 }, () => answers[0]));
    const hold = aHold({ lines: [{ variantId, quantity: 4n }] });
    const key = aRequest();
    const first = await stores().reservations.reserve(hold, noon, key);
    expect(await stores().reservations.reserve(hold, noon, key)).toEqual(first);
    expect(await total(variantId)).toEqual({ onHand: 10, reserved: 4 });
  });

  test("a reservation comes back as it was held, and one that never was is undefined", async () => {
    const hold = aHold({ lines: [{ variantId: await stocked(5n), quantity: 2n }] });
    const reservation = await stores().reservations.reserve(hold, noon);
    expect(reservation).toMatchObject({ state: "HELD", version: 1, expireTime: hold.expireTime });
    expect(sumLines(reservation.allocations)).toEqual(hold.lines);
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
    const racing = Array.from({ length: 8 }, () => stores().reservations.reserve(hold, noon, aRequest()));
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

  test("a reservation and its release that race leave nothing reserved", async () => {
    const variantId = await stocked(50n);
    const holds = Array.from({ length: 20 }, () => aHold({ lines: [{ variantId, quantity: 1n }] }));
    await Promise.all(
      holds.flatMap((hold) => [
        reserve(hold).catch((error) => expect(error).toEqual(refusal("HOLD_EXPIRED"))),
        release(hold),
      ]),
    );
    expect(await total(variantId)).toEqual({ onHand: 50, reserved: 0 });
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

  test("of 24 who want the last unit one gets it", async () => {
    const variantId = await stocked(1n);
    const outcomes = await Promise.allSettled(Array.from({ length: 24 }, () => held(variantId, 1n)));
    expect(failures(outcomes)).toEqual(Array.from({ length: 23 }, () => refusal("OUT_OF_STOCK", { available: "0" })));
    expect(await total(variantId)).toEqual({ onHand: 1, reserved: 1 });
  });

  test("of 200 who want one of 50 units in two warehouses 50 get one", async () => {
    const variantId = await stocked(30n);
    await adjust({ variantId, warehouseId: await addWarehouse(), quantityDelta: 20n });
    const outcomes = await Promise.allSettled(Array.from({ length: 200 }, () => held(variantId, 1n)));
    expect(failures(outcomes)).toEqual(Array.from({ length: 150 }, () => refusal("OUT_OF_STOCK")));
    expect(await total(variantId)).toEqual({ onHand: 50, reserved: 50 });
  });

  test("whatever runs at once, the books agree", async () => {
    const warehouseId = await addWarehouse();
    const variantIds = [await stocked(20n), await stocked(20n, warehouseId), await stocked(20n)];
    const random = seeded(20_261_122);
    const known: Reservation[] = [];
    const anyOf = <T>(items: readonly T[]): T | undefined => items[random(items.length)];
    const someLines = () =>
      variantIds.slice(random(3)).map((variantId) => ({ variantId, quantity: BigInt(1 + random(3)) }));
    const steps: readonly (() => Promise<unknown>)[] = [
      async () => known.push(await reserve({ lines: someLines().toReversed(), expireTime: after(random(20)) })),
      async () => known.push(await reserve({ lines: someLines(), expireTime: after(random(20)) }, after(random(10)))),
      async () => commit(anyOf(known) ?? aHold(), after(random(20))),
      async () => release(anyOf(known) ?? aHold()),
      async () => release(anyOf(known) ?? aHold(), someLines().slice(0, 1)),
      async () => stores().reservations.expire(after(random(20)), 5),
      async () =>
        adjust({
          variantId: someLines()[0]?.variantId ?? ids.next("var"),
          warehouseId,
          quantityDelta: BigInt(random(9) - 4) || 1n,
        }),
    ];
    const worker = async () => {
      for (let round = 0; round < 40; round++) {
        await anyOf(steps)?.().catch((error: unknown) =>
          expect(error).toHaveProperty("kind", expect.not.stringMatching("INTERNAL|UNAVAILABLE")),
        );
      }
    };
    await Promise.all(Array.from({ length: 8 }, worker));
    expect(known.length).toBeGreaterThan(10);
    expect(await stores().audit()).toEqual([]);
  });
}

/** Numbers below a bound, the same ones for the same seed (a linear congruential generator). */
function seeded(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}
