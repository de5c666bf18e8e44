import { coverageOf, percentOf } from "./line-coverage.ts";

test("a line counts as covered if the tests or a program they started ran it", () => {
  const own = { 1: 3, 2: 0, 3: 0, 5: 0 };
  expect(coverageOf("a.ts", own, { 2: 1, 3: 0, 4: 9 })).toEqual({ path: "a.ts", lines: 4, covered: 2 });
  expect(coverageOf("a.ts", own, undefined)).toEqual({ path: "a.ts", lines: 4, covered: 1 });
});

test("the percentage is of all lines together, not of files", () => {
  const files = [
    { path: "a.ts", lines: 9, covered: 9 },
    { path: "b.ts", lines: 1, covered: 0 },
  ];
  expect(percentOf(files)).toBe(90);
});
