import { fittingPage } from "./fitting-page.ts";

const items = (sizes: readonly number[]) => sizes.map((size, index) => ({ index, lines: Array(size).fill("line") }));

test.each([
  [[], 0],
  [[1, 1], 2],
  [[1, 1, 1, 1], 3],
  [[2_500, 2_500], 2],
  [[2_500, 2_501], 1],
  [[6_000], 1],
  [[6_000, 0, 1], 1],
])("of items of %p lines, %p fit into a page of three", (sizes, count) => {
  const page = fittingPage(items(sizes), 3, ({ index }) => index);
  expect(page.items).toHaveLength(count);
  expect(page.nextKey).toBe(count < sizes.length ? count - 1 : undefined);
});
