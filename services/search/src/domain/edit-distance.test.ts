import fc from "fast-check";
import { editDistance } from "./edit-distance.ts";

test.each([
  ["heart", "heart", 0],
  ["haert", "heart", 1],
  ["hart", "heart", 1],
  ["hearth", "heart", 1],
  ["heard", "heart", 1],
  ["herat", "heart", 1],
  ["candels", "candle", 2],
  ["", "ab", 2],
  ["ca", "abc", 3],
  ["kitten", "sitting", 3],
])("from %s to %s it takes %i changes", (from, to, distance) => {
  expect(editDistance(from, to, 3)).toBe(distance);
});

test("beyond the most that is asked for, only that it is more is told", () => {
  expect(editDistance("lantern", "umbrella", 2)).toBe(3);
  expect(editDistance("a", "abcdef", 2)).toBe(3);
});

test("distances are the same both ways, and zero between equals only", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });
  fc.assert(
    fc.property(word, word, (from, to) => {
      expect(editDistance(from, to, 6)).toBe(editDistance(to, from, 6));
      expect(editDistance(from, to, 6) === 0).toBe(from === to);
    }),
  );
});
