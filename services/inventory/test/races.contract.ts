import type { Reservation } from "../src/domain/reservation.ts";
import { actionsOn, failures, type InventoryStores, refusal } from "./actions.ts";
import { after, aHold, ids } from "./builders.ts";

/** What every engine must stand: many at once for the same stock. */
export function racesContract(stores: () => InventoryStores): void {
  const { addWarehouse, adjust, stocked, reserve, held, commit, release, ship, total } = actionsOn(stores);

  afterEach(async () => {
    expect(await stores().audit()).toEqual([]);
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
    const shipmentIds = Array.from({ length: 30 }, () => ids.next("shp"));
    const anyOf = <T>(items: readonly T[]): T | undefined => items[random(items.length)];
    const someLines = () =>
      variantIds.slice(random(3)).map((variantId) => ({ variantId, quantity: BigInt(1 + random(3)) }));
    const steps: readonly (() => Promise<unknown>)[] = [
      async () => known.push(await reserve({ lines: someLines().toReversed(), expireTime: after(random(20)) })),
      async () => known.push(await reserve({ lines: someLines(), expireTime: after(random(20)) }, after(random(10)))),
      async () => commit(anyOf(known) ?? aHold(), after(random(20))),
      async () => release(anyOf(known) ?? aHold()),
      async () => release(anyOf(known) ?? aHold(), someLines().slice(0, 1)),
      async () => ship((anyOf(known) ?? aHold()).reservationId, someLines(), anyOf(shipmentIds)),
      async () => ship((anyOf(known) ?? aHold()).reservationId, someLines()),
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
