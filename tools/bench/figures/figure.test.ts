import { costOf, figureOf, ratioOf, type Sample } from "./figure.ts";
import { median } from "./median.ts";

const sample = (app: number, errors = 0): Sample => ({ requests: 100, errors, cpuUs: { app, postgres: 50 } });
const side = (...rounds: Sample[]) => ({ rounds, parts: ["app"] });

test("the median of an even number of values is the mean of the two in the middle", () => {
  expect([median([3]), median([9, 1, 5]), median([4, 1, 3, 100])]).toEqual([3, 5, 3.5]);
  expect(() => median([])).toThrow(RangeError);
});

test("a ratio is taken round by round, so that a slow round of both sides does not show", () => {
  const subject = side(sample(200), sample(4_000), sample(210));
  const yardstick = side(sample(100), sample(2_000), sample(100));
  expect(ratioOf(subject, yardstick)).toEqual({ median: 2, low: 2, high: 2.1, rounds: 3, voided: 0 });
});

test("a round with an error on either side is void", () => {
  const subject = side(sample(200), sample(1, 1), sample(200), sample(220));
  const yardstick = side(sample(100), sample(100), sample(1, 5), sample(100));
  expect(ratioOf(subject, yardstick)).toMatchObject({ rounds: 2, voided: 2, median: 2.1 });
});

test("there is no figure when most rounds are void, or nothing was measured", () => {
  const subject = side(sample(200), sample(1, 1), sample(1, 1));
  expect(ratioOf(subject, side(sample(100), sample(100), sample(100)))).toBeUndefined();
  expect(ratioOf(subject, side())).toBeUndefined();
  expect(figureOf([])).toBeUndefined();
});

test("CPU per request adds up the parts named and no others", () => {
  expect(costOf([sample(150)], ["app"])?.median).toBe(1.5);
  expect(costOf([sample(150)], ["app", "gateway", "postgres"])?.median).toBe(2);
});
