import type { Hold } from "../src/app/ports.ts";
import { actionsOn, failures, type InventoryStores } from "./actions.ts";
import { after, aHold } from "./builders.ts";

const rounds = 100;

/** What every engine must stand, round by round: two who want what only one can have. */
export function reserveRacesContract(stores: () => InventoryStores): void {
  const { adjust, stocked, reserve, held, commit, release, total } = actionsOn(stores);
  const find = ({ reservationId }: Pick<Hold, "reservationId">) => stores().reservations.find(reservationId);
  const reasons = (outcomes: readonly PromiseSettledResult<unknown>[]) =>
    failures(outcomes).map((error) => (error as { reason?: string }).reason ?? error);

  /** Runs rounds and tells how often each outcome came. */
  const play = async (round: () => Promise<string>): Promise<Record<string, number>> => {
    const outcomes: Record<string, number> = {};
    for (let left = rounds; left > 0; left--) {
      const outcome = await round();
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
    return outcomes;
  };

  afterEach(async () => {
    expect(await stores().audit()).toEqual([]);
  });

  test("of two who want the last unit one gets it", async () => {
    const outcomes = await play(async () => {
      const variantId = await stocked(1n);
      const racing = await Promise.allSettled([held(variantId, 1n), held(variantId, 1n)]);
      expect(await total(variantId)).toEqual({ onHand: 1, reserved: 1 });
      return reasons(racing).join();
    });
    expect(outcomes).toEqual({ OUT_OF_STOCK: rounds });
  });

  test("two who want two last units in opposite orders get both or none", async () => {
    const outcomes = await play(async () => {
      const variantIds = [await stocked(1n), await stocked(1n)];
      const lines = variantIds.map((variantId) => ({ variantId, quantity: 1n }));
      const racing = await Promise.allSettled([reserve({ lines }), reserve({ lines: lines.toReversed() })]);
      for (const variantId of variantIds) expect(await total(variantId)).toEqual({ onHand: 1, reserved: 1 });
      return reasons(racing).join();
    });
    expect(outcomes).toEqual({ OUT_OF_STOCK: rounds });
  });

  test("one reservation asked for twice at once is one, of the last unit too", async () => {
    await play(async () => {
      const variantId = await stocked(1n);
      const hold = aHold({ lines: [{ variantId, quantity: 1n }] });
      const [first, second] = await Promise.all([reserve(hold), reserve(hold)]);
      expect(second).toEqual(first);
      expect(await find(hold)).toEqual(first);
      expect(await total(variantId)).toEqual({ onHand: 1, reserved: 1 });
      return "one";
    });
  });

  test("of two contents under one id that race one is held, the other refused", async () => {
    const outcomes = await play(async () => {
      const variantIds = [await stocked(3n), await stocked(3n)];
      const { reservationId } = aHold();
      const racing = await Promise.allSettled(
        variantIds.map((variantId) => reserve({ reservationId, lines: [{ variantId, quantity: 2n }] })),
      );
      const totals = await Promise.all(variantIds.map(total));
      expect(totals.map(({ reserved }) => reserved).toSorted()).toEqual([0, 2]);
      return reasons(racing).join();
    });
    expect(outcomes).toEqual({ RESERVATION_ID_TAKEN: rounds });
  });

  test("a reservation that races with its release holds nothing in the end", async () => {
    await play(async () => {
      const variantId = await stocked(1n);
      const hold = aHold({ lines: [{ variantId, quantity: 1n }] });
      const [reserving, released] = await Promise.allSettled([reserve(hold), release(hold)]);
      expect(failures([released])).toEqual([]);
      const wasFirst = released.status === "fulfilled" && released.value !== undefined;
      expect(reserving.status === "fulfilled" ? [] : reasons([reserving])).toEqual(wasFirst ? [] : ["HOLD_EXPIRED"]);
      expect(await find(hold)).toMatchObject({ state: "RELEASED" });
      expect(await total(variantId)).toEqual({ onHand: 1, reserved: 0 });
      return wasFirst ? "made" : "marked";
    });
  });

  test("a unit that is taken away while it is reserved is one or the other", async () => {
    await play(async () => {
      const variantId = await stocked(1n);
      const racing = await Promise.allSettled([
        held(variantId, 1n),
        adjust({ variantId, quantityDelta: -1n, reason: "LOST" }),
      ]);
      const { onHand, reserved } = await total(variantId);
      expect(reserved).toBe(onHand);
      expect(["OUT_OF_STOCK", "STOCK_INSUFFICIENT"]).toContainEqual(reasons(racing).join());
      return reasons(racing).join();
    });
  });

  test("who wants the unit of a lapsed hold while others release it gets it in the end, and nobody gets it twice", async () => {
    await play(async () => {
      const variantId = await stocked(1n);
      const lapsed = await held(variantId, 1n);
      const hold = aHold({ lines: [{ variantId, quantity: 1n }], expireTime: after(600) });
      const racing = await Promise.allSettled([
        reserve(hold, after(60)),
        stores().reservations.expire(after(60), 50),
        reserve(hold, after(60)),
        release(lapsed),
      ]);
      for (const reason of reasons(racing)) expect(reason).toBe("OUT_OF_STOCK");
      await reserve(hold, after(60));
      expect(await stores().expiries(lapsed.reservationId)).toBeLessThanOrEqual(1);
      expect(await total(variantId)).toEqual({ onHand: 1, reserved: 1 });
      return "held";
    });
  });

  test("a hold that is committed while it lapses is one or the other", async () => {
    await play(async () => {
      const variantId = await stocked(1n);
      const reservation = await held(variantId, 1n);
      const [committing] = await Promise.allSettled([
        commit(reservation),
        stores().reservations.expire(after(60), 50),
        commit(reservation, after(59)),
      ]);
      const { state } = (await find(reservation)) ?? {};
      expect(await total(variantId)).toEqual({ onHand: 1, reserved: state === "COMMITTED" ? 1 : 0 });
      expect(reasons([committing])).toEqual(state === "COMMITTED" ? [] : ["HOLD_EXPIRED"]);
      return `${state}`;
    });
  });
}
