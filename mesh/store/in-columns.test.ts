import { inColumns } from "./mod.ts";

test("rows become columns, in their order", () => {
  const rows = [
    ["a", 1n, null],
    ["b", 2n, true],
  ];
  expect(inColumns(rows)).toEqual([
    ["a", "b"],
    [1n, 2n],
    [null, true],
  ]);
  expect(inColumns([])).toEqual([]);
});
