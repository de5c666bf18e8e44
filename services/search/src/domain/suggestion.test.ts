import { begunQuery, mistakesIn } from "./suggestion.ts";

test("the last word is the one that goes on", () => {
  expect(begunQuery("Red tea-po")).toEqual({ words: ["red", "tea"], last: "po" });
  expect(begunQuery("?!")).toBeUndefined();
});

test.each([
  ["retrosp", "retrospot", 0],
  ["retrsp", "retrospot", 1],
  ["rertosp", "retrospot", 1],
  ["umbrela", "umbrella", 1],
  ["xy", "xz", undefined],
  ["lamp", "candle", undefined],
])("%s is the beginning of %s but for %s mistakes", (typed, word, mistakes) => {
  expect(mistakesIn(typed, word)).toBe(mistakes);
});
