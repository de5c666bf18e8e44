import { anOrderLine } from "../../test/order-builders.ts";
import { fittingOrders } from "./fitting-orders.ts";

const line = anOrderLine();
const orders = (...sizes: readonly number[]) => sizes.map((size) => ({ lines: Array(size).fill(line) }));

test.each([
  [[], 0],
  [[1, 1], 2],
  [[2_500, 2_500], 2],
  [[2_500, 2_501], 1],
  [[6_000], 1],
  [[6_000, 0, 1], 1],
])("of orders of %p lines, %p fit into an answer", (sizes, count) => {
  expect(fittingOrders(orders(...sizes))).toBe(count);
});
