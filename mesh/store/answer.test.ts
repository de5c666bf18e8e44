import { refuse } from "#mesh/kernel";
import { decodeOutcome, encodeOutcome } from "./answer.ts";

test.each([
  ["numbers as wide as bigint", { amount: 2n ** 63n - 1n }],
  ["times", { at: new Date("2026-01-01T00:00:00.123Z") }],
  ["bytes", { token: Buffer.from([0, 255]) }],
  ["nested unions", { state: { $case: "paid", paid: { list: [1n, null, "a\u0000b"] } } }],
  ["words that look like our tags", { labels: { $bigint: "x" }, more: { $plain: [["$date", { $bytes: 7n }]] } }],
  ["nothing", undefined],
  ["text", "done"],
])("%s survive", (_, answer) => {
  expect(decodeOutcome(encodeOutcome({ answer }))).toEqual({ answer });
});

test("a refusal survives with all it says", () => {
  const refusal = refuse("INVALID_REQUEST", {
    metadata: { a: "b" },
    fields: [{ field: "x", description: "y" }],
    retryAfterMs: 5,
  });
  const stored = decodeOutcome(encodeOutcome({ refusal }));
  expect("refusal" in stored && stored.refusal).toEqual(refusal);
  expect("refusal" in stored && { ...stored.refusal }).toEqual({ ...refusal });
});

test.each([[new Map()], [new Set()]])("what no message holds is not stored in part", (value) => {
  expect(() => encodeOutcome({ answer: { value } })).toThrow(TypeError);
});
