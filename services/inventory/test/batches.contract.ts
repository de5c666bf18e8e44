import type { Adjustment, VariantId } from "../src/domain/stock.ts";
import { actionsOn, aRequest, failures, type InventoryStores, refusal } from "./actions.ts";
import { after, anAdjustment, ids, noon } from "./builders.ts";

/** What every engine must do with many adjustments at once, and with the list of what there is. */
export function batchesContract(stores: () => InventoryStores): void {
  const { addWarehouse, adjust, stocked, held, total } = actionsOn(stores);
  const adjustAll = (changes: readonly Partial<Adjustment>[], request = aRequest()) =>
    stores().stock.adjustAll(changes.map(anAdjustment), request);
  const movementsOf = async (variantId: VariantId) => (await stores().stock.movements(variantId, undefined, 100)).items;

  afterEach(async () => {
    expect(await stores().audit()).toEqual([]);
  });

  test("a batch moves new and known variants in their warehouses and answers each once, in the order asked for", async () => {
    const warehouseId = await addWarehouse();
    const [known, fresh] = [await stocked(7n), ids.next("var")];
    const userId = ids.next("usr");
    const stock = await adjustAll([
      { variantId: fresh, quantityDelta: 4n, note: "pallet 7", userId, businessTime: after(-60) },
      { variantId: known, quantityDelta: 5n, warehouseId },
      { variantId: fresh, quantityDelta: -4n, reason: "LOST" },
      { variantId: known, quantityDelta: -7n, reason: "DAMAGED" },
    ]);
    expect(stock).toEqual([
      { variantId: fresh, onHand: 0n, reserved: 0n },
      { variantId: known, onHand: 5n, reserved: 0n },
    ]);
    expect(await movementsOf(fresh)).toMatchObject([
      { quantityDelta: -4n, reason: "LOST", note: "", userId: "", createTime: noon, businessTime: noon },
      { quantityDelta: 4n, note: "pallet 7", userId, createTime: noon, businessTime: after(-60) },
    ]);
    expect(await stores().adjustments(fresh)).toBe(2);
    expect((await adjust({ variantId: fresh, quantityDelta: 1n }))[0]).toMatchObject({ onHand: 1n });
  });

  test.each([
    ["STOCK_INSUFFICIENT", { quantityDelta: -3n }, { on_hand: "6", reserved: "4" }],
    ["RESOURCE_NOT_FOUND", { warehouseId: ids.next("whs") }, {}],
  ])("of a batch that is refused with %s nothing happens", async (reason, change, numbers) => {
    const [variantId, fresh] = [await stocked(5n), ids.next("var")];
    await held(variantId, 4n);
    const request = aRequest();
    const batch = [{ variantId: fresh }, { variantId, quantityDelta: 1n }, { variantId, ...change }];
    const refused = refusal(reason, { ...numbers, index: "2", variant_id: variantId });
    await expect(adjustAll(batch, request)).rejects.toThrow(refused);
    expect(await total(variantId)).toEqual({ onHand: 5, reserved: 4 });
    expect([await movementsOf(fresh), await stores().adjustments(variantId)]).toEqual([[], 1]);
    await adjustAll(batch.slice(0, 2), request);
    expect(await total(variantId)).toEqual({ onHand: 6, reserved: 4 });
  });

  test("of ten repeats of a batch at once one takes effect, and all get its answer", async () => {
    const [variantId, request] = [ids.next("var"), aRequest()];
    const answers = await Promise.all(Array.from({ length: 10 }, () => adjustAll([{ variantId }], request)));
    expect(answers).toEqual(Array.from({ length: 10 }, () => [{ variantId, onHand: 10n, reserved: 0n }]));
    expect(await stores().adjustments(variantId)).toBe(1);
  });

  test("batches that overlap in opposite orders, of new variants and known ones, all take effect, as do reservations", async () => {
    const warehouseId = await addWarehouse();
    const known = await Promise.all(Array.from({ length: 10 }, () => stocked(100n)));
    const variantIds = [...known, ...Array.from({ length: 10 }, () => ids.next("var"))].toSorted(
      () => Math.random() - 0.5,
    );
    const batch = variantIds.flatMap((variantId) => [
      { variantId, quantityDelta: 3n },
      { variantId, quantityDelta: -2n },
      { variantId, warehouseId },
    ]);
    const lines = known.map((variantId) => ({ variantId, quantity: 1n }));
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, (_, index) => [
        adjustAll(index % 2 === 0 ? batch : batch.toReversed().map((change) => ({ ...change, quantityDelta: 4n }))),
        stores().reservations.reserve(
          {
            reservationId: ids.next("rsv"),
            lines: index % 2 === 0 ? lines : lines.toReversed(),
            expireTime: after(60),
          },
          noon,
        ),
      ]).flat(),
    );
    expect(failures(outcomes)).toEqual([]);
    const [first = ids.next("var")] = known;
    expect(await total(first)).toEqual({ onHand: 100 + 6 * (3 - 2 + 10) + 6 * 12, reserved: 12 });
    expect(await stores().adjustments(first)).toBe(1 + 12 * 3);
  });

  test("stock is listed by variant, all warehouses together, page by page", async () => {
    const warehouseId = await addWarehouse();
    const variantIds = [await stocked(5n), await stocked(6n), await stocked(7n)];
    const [first = ids.next("var"), second = first, third = first] = variantIds;
    await adjust({ variantId: second, warehouseId, quantityDelta: 4n });
    await held(second, 3n);
    await adjust({ variantId: third, quantityDelta: -7n });
    const pages = [await stores().stock.page(first, 1)];
    pages.push(await stores().stock.page(pages[0]?.nextKey, 1));
    expect(pages.flatMap(({ items }) => items)).toEqual([
      { variantId: second, onHand: 10n, reserved: 3n },
      { variantId: third, onHand: 0n, reserved: 0n },
    ]);
    expect(pages[1]?.nextKey).toBeUndefined();
    const all = (await stores().stock.page(undefined, 500)).items.map(({ variantId }) => variantId);
    expect(all).toEqual(all.toSorted());
    expect(all.slice(-3)).toEqual(variantIds);
  });
}
