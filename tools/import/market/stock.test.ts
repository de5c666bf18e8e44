import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StockAdjustmentReason } from "#gen/es/ultramarket/inventory/v1/inventory_pb.js";
import { openJournal } from "../journal/journal.ts";
import { fakeMarket } from "../test/fake-market.ts";
import { adjustStock, settlePending } from "./stock.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "stock-"));
});

afterEach(() => rm(folder, { recursive: true }));

const received = (sku: string, quantityDelta: bigint) => {
  return { variantId: `var_${sku}`, quantityDelta, reason: StockAdjustmentReason.RECEIVED };
};

test.each(["before", "after"] as const)(
  "what was noted is made once, when the market broke %s it was made",
  async (when) => {
    const market = fakeMarket();
    market.breakAt(1, when);
    const journal = await openJournal(folder, market.url);
    await expect(adjustStock(market.transport, journal, [received("A", 5n)])).rejects.toThrow("gone");
    const again = await openJournal(folder, market.url);
    for (let times = 0; times < 2; times += 1) await settlePending(market.transport, again);
    expect(market.onHand("A")).toBe(5n);
    expect(market.writes()).toBe(2);
  },
);

test("movements that are refused are told, and the others are made", async () => {
  const market = fakeMarket();
  market.taken.add("stock of var_B");
  const journal = await openJournal(folder, market.url);
  const movements = [received("A", 1n), received("B", 2n), received("C", -3n), received("D", 4n)];
  const refused = await adjustStock(market.transport, journal, movements);
  expect(refused).toEqual([
    { adjustment: movements[1], reason: "too few are free" },
    { adjustment: movements[2], reason: "too few are free" },
  ]);
  expect([market.onHand("A"), market.onHand("B"), market.onHand("D")]).toEqual([1n, undefined, 4n]);
});
