import fc from "fast-check";
import { aLevel, anAdjustment } from "../../test/builders.ts";
import { adjustInTurn, type CountedLevel } from "./adjust-in-turn.ts";

const level = (change: Partial<CountedLevel> = {}): CountedLevel => ({ ...aLevel(), version: 4, ...change });
const { variantId } = anAdjustment();

/** What comes of the changes, one after another, of a variant that lies in one place. */
function adjustInOnePlace(deltas: readonly bigint[], before: CountedLevel) {
  const adjustments = deltas.map((quantityDelta) => anAdjustment({ variantId, quantityDelta }));
  return adjustInTurn(adjustments, new Map(adjustments.map((_, index) => [index, before])));
}

const refusal = (reason: string, metadata: object) => expect.objectContaining({ reason, metadata });

test("adjustments of one place follow each other, down to zero in between", () => {
  const events = adjustInOnePlace([-10n, 7n, -7n, 1n], level());
  expect(events.map(({ onHand, version }) => [onHand, version])).toEqual([
    [0n, 5],
    [7n, 6],
    [0n, 7],
    [1n, 8],
  ]);
});

test("each place is counted for itself, whatever lies between its adjustments", () => {
  const [here, there] = [level({ onHand: 0n }), level({ onHand: 5n, version: 9 })];
  const levels = new Map([here, there, here].map((at, index) => [index, at]));
  const events = adjustInTurn(
    [2n, -5n, -2n].map((quantityDelta) => anAdjustment({ variantId, quantityDelta })),
    levels,
  );
  expect(events).toMatchObject([
    { key: variantId, warehouseId: here.warehouseId, onHand: 2n, version: 5 },
    { key: variantId, warehouseId: there.warehouseId, onHand: 0n, version: 10 },
    { key: variantId, warehouseId: here.warehouseId, onHand: 0n, version: 6 },
  ]);
});

test("one that would leave less than is reserved is refused with its number, though a later one made up for it", () => {
  const numbers = { on_hand: "9", reserved: "8", index: "1", variant_id: variantId };
  const before = level({ reserved: 8n });
  expect(() => adjustInOnePlace([-1n, -2n, 9n], before)).toThrow(refusal("STOCK_INSUFFICIENT", numbers));
});

test("one of a warehouse that is none is refused with its number", () => {
  const adjustments = [anAdjustment(), anAdjustment({ variantId })];
  const missing = refusal("RESOURCE_NOT_FOUND", { index: "1", variant_id: variantId });
  expect(() => adjustInTurn(adjustments, new Map([[0, level()]]))).toThrow(missing);
});

test("a batch comes to what its adjustments come to one by one", () => {
  const delta = fc.integer({ min: -6, max: 6 }).filter((units) => units !== 0);
  fc.assert(
    fc.property(fc.array(delta, { minLength: 1, maxLength: 12 }), (deltas) => {
      const left = deltas.map((_, index) => deltas.slice(0, index + 1).reduce((sum, units) => sum + units, 10));
      const refused = left.findIndex((onHand) => onHand < 3);
      const adjusting = () => adjustInOnePlace(deltas.map(BigInt), level({ reserved: 3n }));
      const index = expect.objectContaining({ index: `${refused}` });
      if (refused >= 0) expect(adjusting).toThrow(refusal("STOCK_INSUFFICIENT", index));
      else expect(adjusting().map(({ onHand }) => Number(onHand))).toEqual(left);
    }),
  );
});
