import fc from "fast-check";
import { allocateByShare, sum } from "./allocate-by-share.ts";

const weighted = fc
  .array(fc.oneof(fc.bigInt(0n, 5n), fc.bigInt(0n, 2n ** 80n)), { minLength: 1, maxLength: 20 })
  .filter((weights) => sum(weights) > 0n)
  .chain((weights) => fc.record({ weights: fc.constant(weights), amount: fc.bigInt(0n, sum(weights)) }));

test("the parts add up, none is more than its weight, each is less than one unit off its exact share", () => {
  fc.assert(
    fc.property(weighted, ({ weights, amount }) => {
      const parts = allocateByShare(amount, weights);
      const whole = sum(weights);
      expect(sum(parts)).toBe(amount);
      for (const [index, weight] of weights.entries()) {
        const part = parts[index] ?? -1n;
        const off = part * whole - amount * weight;
        expect(part >= 0n && part <= weight && off < whole && off > -whole).toBe(true);
      }
    }),
  );
});

test("the order of the weights changes no part", () => {
  const pairs = (amount: bigint, weights: readonly bigint[]) =>
    allocateByShare(amount, weights)
      .map((part, index) => `${part} of ${weights[index]}`)
      .toSorted();
  fc.assert(
    fc.property(weighted, ({ weights, amount }) => {
      expect(pairs(amount, weights.toReversed())).toEqual(pairs(amount, weights));
    }),
  );
});

test("of equal remainders the larger weight is rounded up, wherever it stands", () => {
  expect(allocateByShare(2n, [1n, 3n])).toEqual([0n, 2n]);
  expect(allocateByShare(2n, [3n, 1n])).toEqual([2n, 0n]);
});
