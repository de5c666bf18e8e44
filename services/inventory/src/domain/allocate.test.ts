import fc from "fast-check";
import { aLevel, ids } from "../../test/builders.ts";
import { allocate, outOfStock, type VariantLevel } from "./allocate.ts";
import { sumLines } from "./line.ts";
import { totalOf } from "./share.ts";
import { availableAt } from "./stock.ts";

const variantId = ids.next("var");
const quantities = fc.bigInt({ min: 0n, max: 30n });

/** Up to five warehouses with something, or nothing, of one variant. */
const someLevels = fc
  .array(fc.tuple(quantities, quantities), { maxLength: 5 })
  .map((pairs) => pairs.map(([free, reserved]) => aLevel({ variantId, onHand: free + reserved, reserved })));

const wantedQuantity = fc.bigInt({ min: 1n, max: 60n });
const available = (levels: readonly VariantLevel[]) => levels.map(availableAt);
const sum = (numbers: readonly bigint[]) => numbers.reduce((total, number) => total + number, 0n);

function sharesOf(levels: readonly VariantLevel[], quantity: bigint) {
  const plan = allocate([{ variantId, quantity }], levels);
  return "shares" in plan ? plan.shares : undefined;
}

test("units are found exactly if the warehouses together have them, and no warehouse gives more than it has", () => {
  fc.assert(
    fc.property(someLevels, wantedQuantity, (levels, wanted) => {
      const shares = sharesOf(levels, wanted);
      if (shares === undefined) return sum(available(levels)) < wanted;
      const fits = shares.every(({ warehouseId, quantity }) =>
        levels.some((level) => level.warehouseId === warehouseId && 0n < quantity && quantity <= availableAt(level)),
      );
      return (
        fits && totalOf(shares) === wanted && new Set(shares.map((share) => share.warehouseId)).size === shares.length
      );
    }),
  );
});

test("as few warehouses as possible give", () => {
  fc.assert(
    fc.property(someLevels, wantedQuantity, (levels, wanted) => {
      const shares = sharesOf(levels, wanted) ?? [];
      const most = available(levels).toSorted((a, b) => Number(b - a));
      return shares.length === 0 || sum(most.slice(0, shares.length - 1)) < wanted;
    }),
  );
});

test("the order in which warehouses are read changes nothing", () => {
  fc.assert(
    fc.property(someLevels, wantedQuantity, (levels, wanted) => {
      expect(sharesOf(levels.toReversed(), wanted)).toEqual(sharesOf(levels, wanted));
    }),
  );
});

test.each([
  ["the one with the most gives all", [4n, 9n, 6n], 5n, [[1, 5n]]],
  ["of equals the oldest gives", [6n, 6n], 5n, [[0, 5n]]],
  [
    "none has all: those with the most give",
    [2n, 4n, 3n],
    6n,
    [
      [1, 4n],
      [2, 2n],
    ],
  ],
])("%s", (_, onHand, quantity, expected) => {
  const levels = onHand.map((units) => aLevel({ variantId, onHand: units }));
  const shares = expected.map(([index, units]) => ({
    variantId,
    warehouseId: levels[Number(index)]?.warehouseId,
    quantity: units,
  }));
  expect(sharesOf(levels, quantity)).toEqual(shares);
});

test("the first variant that lacks units is named with the numbers", () => {
  const plenty = aLevel();
  const scarce = aLevel({ onHand: 5n, reserved: 3n });
  const lines = [
    { variantId: plenty.variantId, quantity: 1n },
    { variantId: scarce.variantId, quantity: 3n },
    { variantId, quantity: 1n },
  ];
  const plan = allocate(lines, [plenty, scarce]);
  const shortage = { variantId: scarce.variantId, available: 2n, wanted: 3n };
  expect(plan).toEqual({ shortage });
  const metadata = { variant_id: scarce.variantId, available: "2", wanted: "3" };
  expect(outOfStock(shortage)).toMatchObject({ reason: "OUT_OF_STOCK", metadata });
});

test("quantities of one variant are summed, in the order of their first mention", () => {
  const other = ids.next("var");
  const lines = [
    { variantId, quantity: 1n },
    { variantId: other, quantity: 5n },
    { variantId, quantity: 2n },
  ];
  expect(sumLines(lines)).toEqual([
    { variantId, quantity: 3n },
    { variantId: other, quantity: 5n },
  ]);
});
