import { exactValue, isFinerThanPence } from "./exact-value.ts";

test.each([
  ["2.55", 4n, 10_200n, false],
  ["18", 1n, 18_000n, false],
  ["0.5", 2n, 1_000n, false],
  ["2.550", 2n, 5_100n, false],
  ["0.001", 4n, 4n, true],
  ["12.038", 10n, 120_380n, true],
  ["2.5501", 2n, 5_100n, true],
])("a price of %s for %i comes to %i thousandths; finer than pence: %p", (exactPrice, quantity, value, isFiner) => {
  expect([exactValue({ exactPrice, quantity }), isFinerThanPence({ exactPrice })]).toEqual([value, isFiner]);
});
