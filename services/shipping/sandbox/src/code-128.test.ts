import { code128 } from "./code-128.ts";

const printableAscii = Array.from({ length: 95 }, (_, index) => String.fromCodePoint(32 + index));

test("every symbol is eleven modules wide and differs from the others; start and stop frame them", () => {
  const symbols = printableAscii.map((character) => code128(character).slice(6, 12));
  expect(symbols.map((widths) => widths.reduce((sum, width) => sum + width))).toEqual(symbols.map(() => 11));
  expect(new Set(symbols.map(String)).size).toBe(95);
  for (const character of printableAscii) {
    expect(code128(character).slice(0, 6)).toEqual([2, 1, 1, 2, 1, 4]);
    expect(code128(character).slice(-7)).toEqual([2, 3, 3, 1, 1, 1, 2]);
  }
});

test("the check symbol is the weighted sum of the others", () => {
  const values = [..."PJJ123C"].map((character) => (character.codePointAt(0) ?? 0) - 32);
  const check = values.reduce((sum, value, index) => sum + value * (index + 1), 104) % 103;
  expect(check).toBe(55);
  const symbolOf = (value: number) => code128(String.fromCodePoint(32 + value)).slice(6, 12);
  expect(code128("PJJ123C").slice(-13, -7)).toEqual(symbolOf(check));
});

test("what is not printable ASCII is refused", () => {
  expect(() => code128("ü")).toThrow(RangeError);
});
