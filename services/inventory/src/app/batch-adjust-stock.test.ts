import type { Caller } from "#mesh/kernel";
import { fakeClock } from "#mesh/testing";
import { ids } from "../../test/builders.ts";
import type { Adjustment } from "../domain/stock.ts";
import { batchAdjustStock } from "./batch-adjust-stock.ts";
import type { AdjustmentEntry } from "./entered.ts";
import type { InventoryPorts } from "./ports.ts";

const clock = fakeClock();
const userId = ids.next("usr");
const yesterday = new Date(clock.now().getTime() - 86_400_000);
const tomorrow = new Date(clock.now().getTime() + 86_400_000);

const caller = (...permissions: readonly string[]): Caller => ({
  workload: "gateway",
  user: { userId, permissions: new Set(permissions), sessionId: "", isGuest: false },
});

const anEntry = (change: Partial<AdjustmentEntry> = {}): AdjustmentEntry => ({
  ...{ variantId: ids.next("var"), quantityDelta: 1n, reason: "FOUND", note: "" },
  ...change,
});

/** The adjustments that the entries come to. */
async function adjustmentsOf(who: Caller, ...entries: readonly AdjustmentEntry[]): Promise<readonly Adjustment[]> {
  let asked: readonly Adjustment[] = [];
  const adjustAll = async (adjustments: readonly Adjustment[]) => {
    asked = adjustments;
    return [];
  };
  await batchAdjustStock({ clock, ids, stock: { adjustAll } } as unknown as InventoryPorts)(who, entries);
  return asked;
}

test("an entry is made now, by the caller, and happened when it says", async () => {
  const [now, before] = await adjustmentsOf(
    caller("inventory.backdate"),
    anEntry(),
    anEntry({ businessTime: yesterday }),
  );
  expect(now).toMatchObject({ userId, createTime: clock.now() });
  expect(now?.businessTime).toBeUndefined();
  expect(before).toMatchObject({ userId, createTime: clock.now(), businessTime: yesterday });
  expect(now?.movementId).not.toBe(before?.movementId);
});

test("the present is no future", async () => {
  const entry = anEntry({ businessTime: clock.now() });
  expect(await adjustmentsOf(caller("*"), entry)).toMatchObject([{ businessTime: clock.now() }]);
});

test.each([
  ["a past time without the permission", caller("inventory.write"), yesterday, "PERMISSION_MISSING"],
  ["a future time without the permission", caller("inventory.write"), tomorrow, "PERMISSION_MISSING"],
  ["a future time", caller("inventory.backdate"), tomorrow, "BUSINESS_TIME_IN_FUTURE"],
])("%s is refused with the number of its entry", async (_, who, businessTime, reason) => {
  const { variantId, ...entry } = anEntry({ businessTime });
  const metadata = expect.objectContaining({ index: "1", variant_id: variantId });
  const adjusting = adjustmentsOf(who, anEntry(), { variantId, ...entry });
  await expect(adjusting).rejects.toThrow(expect.objectContaining({ reason, metadata }));
});
