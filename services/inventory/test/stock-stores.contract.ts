import { actionsOn, type InventoryStores, refusal } from "./actions.ts";
import { ids, noon } from "./builders.ts";

/** What every engine that keeps warehouses and stock must do. */
export function stockStoresContract(stores: () => InventoryStores): void {
  const { addWarehouse, adjust, stocked, held, total } = actionsOn(stores);

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
}
