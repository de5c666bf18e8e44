import { randomCode } from "./random-code.ts";

test("codes have their length, all digits that people tell apart, each about as often, and do not repeat", () => {
  const codes = Array.from({ length: 2_000 }, () => randomCode(16));
  expect(new Set(codes).size).toBe(codes.length);
  const counts = Map.groupBy(codes.join(""), (digit) => digit);
  expect([...counts.keys()].toSorted().join("")).toBe("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
  // 1,000 of each are expected; the standard deviation is 31.
  for (const found of counts.values()) expect(Math.abs(found.length - 1_000)).toBeLessThan(250);
});
