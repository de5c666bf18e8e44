import fc from "fast-check";
import type { ReservationId } from "../src/domain/reservation.ts";
import type { VariantId } from "../src/domain/stock.ts";
import { actionsOn, failures, type InventoryStores, refusal } from "./actions.ts";
import { after, aHold, ids } from "./builders.ts";
import { modelled, type Step, someSteps } from "./stock-model.ts";

/** What every engine must do with shipments of what it keeps promised. */
export function shipmentsContract(stores: () => InventoryStores): void {
  const { addWarehouse, adjust, stocked, held, commit, release, ship, total } = actionsOn(stores);

  afterEach(async () => {
    expect(await stores().audit()).toEqual([]);
  });

  /** A reservation that was sold: of one variant, in two warehouses if told. */
  async function sold(quantity: bigint, stock: readonly bigint[] = [quantity]) {
    const [first = 0n, second] = stock;
    const variantId = await stocked(first);
    if (second !== undefined) await adjust({ variantId, warehouseId: await addWarehouse(), quantityDelta: second });
    const { reservationId } = await commit(await held(variantId, quantity));
    return { variantId, reservationId, lines: (units: bigint) => [{ variantId, quantity: units }] };
  }

  const movements = async (variantId: VariantId) =>
    (await stores().stock.movements(variantId, undefined, 20)).items.map(({ reason, quantityDelta, note }) => [
      reason,
      quantityDelta,
      note.slice(0, 4),
    ]);

  test("what is sent leaves the warehouses and the reservation, with a movement and an event for each warehouse", async () => {
    const { variantId, reservationId, lines } = await sold(6n, [3n, 4n]);
    await ship(reservationId, lines(5n));
    expect(await total(variantId)).toEqual({ onHand: 2, reserved: 1 });
    const kept = await stores().reservations.find(reservationId);
    expect(kept?.state).toBe("COMMITTED");
    expect(kept?.allocations.reduce((sum, { shipped }) => sum + shipped, 0n)).toBe(5n);
    const sent = (await movements(variantId)).slice(0, 2);
    expect(sent.map(([reason, , note]) => [reason, note])).toEqual([
      ["SHIPPED", "shp_"],
      ["SHIPPED", "shp_"],
    ]);
    expect(await stores().adjustments(variantId)).toBe(4);
  });

  test("a shipment that is told again, under whatever event, takes nothing twice", async () => {
    const { variantId, reservationId, lines } = await sold(4n);
    const shipmentId = ids.next("shp");
    await Promise.all(Array.from({ length: 6 }, () => ship(reservationId, lines(1n), shipmentId)));
    await ship(reservationId, lines(1n), shipmentId);
    expect(await total(variantId)).toEqual({ onHand: 3, reserved: 3 });
  });

  test("many shipments at once take each unit once and never more than are reserved", async () => {
    const { variantId, reservationId, lines } = await sold(5n, [4n, 3n]);
    await Promise.all(Array.from({ length: 8 }, () => ship(reservationId, lines(1n))));
    expect(await total(variantId)).toEqual({ onHand: 2, reserved: 0 });
  });

  test("named units come back from the shelf first, then from the carrier, and then none are left", async () => {
    const { variantId, reservationId, lines } = await sold(5n);
    await ship(reservationId, lines(3n));
    await release({ reservationId }, lines(3n));
    expect(await total(variantId)).toEqual({ onHand: 3, reserved: 0 });
    expect((await movements(variantId))[0]).toEqual(["ORDER_RETURNED", 1n, "rsv_"]);
    await expect(release({ reservationId }, lines(3n))).rejects.toThrow(refusal("QUANTITY_TOO_LARGE"));
    expect(await release({ reservationId }, lines(2n))).toMatchObject({ state: "RELEASED" });
    expect(await total(variantId)).toEqual({ onHand: 5, reserved: 0 });
  });

  test("releasing all gives back what was not sent, and what was sent may still come back", async () => {
    const { variantId, reservationId, lines } = await sold(5n);
    await ship(reservationId, lines(2n));
    const left = await release({ reservationId });
    expect(left?.state).toBe("COMMITTED");
    expect(await release({ reservationId })).toEqual(left);
    expect(await total(variantId)).toEqual({ onHand: 3, reserved: 0 });
    await ship(reservationId, lines(3n));
    expect(await total(variantId)).toEqual({ onHand: 3, reserved: 0 });
    expect(await release({ reservationId }, lines(2n))).toMatchObject({ state: "RELEASED" });
    expect(await total(variantId)).toEqual({ onHand: 5, reserved: 0 });
  });

  test("a shipment that is told after all came back takes nothing", async () => {
    const { variantId, reservationId, lines } = await sold(2n);
    await release({ reservationId }, lines(2n));
    await ship(reservationId, lines(2n));
    expect(await total(variantId)).toEqual({ onHand: 2, reserved: 0 });
    const mark = aHold().reservationId;
    await release({ reservationId: mark });
    await ship(mark, lines(1n));
  });

  test("a hold is not sent, and neither is what was never reserved", async () => {
    const variantId = await stocked(2n);
    const { reservationId } = await held(variantId, 2n);
    const lines = [{ variantId, quantity: 1n }];
    const shipmentId = ids.next("shp");
    await expect(ship(reservationId, lines, shipmentId)).rejects.toThrow(refusal("HOLD_EXPIRED"));
    await commit({ reservationId });
    await ship(reservationId, lines, shipmentId);
    expect(await total(variantId)).toEqual({ onHand: 1, reserved: 1 });
    await expect(ship(ids.next("rsv"), lines)).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
  });

  test("whatever is reserved, sold, sent, told again, given back and adjusted, a simple model agrees", async () => {
    const warehouseIds = [undefined, await addWarehouse()];
    await fc.assert(
      fc.asyncProperty(someSteps, async (steps) => {
        const variantId = await stocked(6n);
        await adjust({ variantId, warehouseId: warehouseIds[1], quantityDelta: 4n });
        const model = modelled(10);
        const reservationIds = [0, 1, 2].map(() => ids.next("rsv"));
        for (const step of steps) {
          const outcome = await play(step, variantId, reservationIds, warehouseIds).then(
            () => "",
            (error: { reason?: string }) => error.reason ?? `${error}`,
          );
          if (step.kind === "lose" && outcome === "STOCK_INSUFFICIENT") continue;
          expect([step, outcome]).toEqual([step, model.play(step)]);
          expect([step, await total(variantId)]).toEqual([step, model.total()]);
        }
      }),
      { numRuns: 25 },
    );
  }, 30_000);

  const shipments = new Map<string, `shp_${string}`>();

  /** Does what the step says; shipments of one number and reservation are one. */
  async function play(
    step: Step,
    variantId: VariantId,
    reservationIds: readonly ReservationId[],
    warehouseIds: readonly (Awaited<ReturnType<typeof addWarehouse>> | undefined)[],
  ): Promise<unknown> {
    const reservationId = reservationIds[step.reservation] ?? ids.next("rsv");
    const lines = [{ variantId, quantity: BigInt(step.units) }];
    const shipmentOf = `${reservationId} ${step.shipment}`;
    const shipmentId = shipments.get(shipmentOf) ?? ids.next("shp");
    switch (step.kind) {
      case "reserve":
        return stores().reservations.reserve({ reservationId, lines, expireTime: after(60) }, after(0));
      case "commit":
        return commit({ reservationId });
      case "ship":
        shipments.set(shipmentOf, shipmentId);
        return ship(reservationId, lines, shipmentId);
      case "giveBack":
        return release({ reservationId }, lines);
      case "releaseAll":
        return release({ reservationId });
      case "find":
        return adjust({ variantId, warehouseId: warehouseIds[step.shipment], quantityDelta: BigInt(step.units) });
      case "lose":
        return adjust({ variantId, warehouseId: warehouseIds[step.shipment], quantityDelta: -BigInt(step.units) });
    }
  }

  test("reservations, shipments, returns and adjustments that race for the same variants leave books that agree", async () => {
    const variantIds = [await stocked(40n), await stocked(40n), await stocked(40n)];
    const warehouseId = await addWarehouse();
    for (const variantId of variantIds) await adjust({ variantId, warehouseId, quantityDelta: 10n });
    const linesOf = (quantity: bigint) => variantIds.map((variantId) => ({ variantId, quantity }));
    const round = async (index: number) => {
      const flip = <T>(lines: readonly T[]) => (index % 2 === 0 ? lines : lines.toReversed());
      const { reservationId } = await stores().reservations.reserve(aHold({ lines: flip(linesOf(3n)) }), after(0));
      await commit({ reservationId });
      const shipmentId = ids.next("shp");
      const outcomes = await Promise.allSettled([
        ship(reservationId, flip(linesOf(2n)), shipmentId),
        ship(reservationId, linesOf(2n), shipmentId),
        ship(reservationId, flip(linesOf(1n))),
        release({ reservationId }, flip(linesOf(1n))),
        adjust({ variantId: variantIds[index % 3] ?? ids.next("var"), warehouseId, quantityDelta: 1n }),
      ]);
      expect(failures(outcomes)).toEqual([]);
      if (index % 3 === 0) await release({ reservationId });
    };
    await Promise.all(Array.from({ length: 12 }, (_, index) => round(index)));
  });
}
