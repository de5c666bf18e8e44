import { hasValidCheckDigit } from "./gtin.ts";

test.each(["96385074", "036000291452", "4006381333931", "10012345678902"])("%s ends in its check digit", (gtin) => {
  expect(hasValidCheckDigit(gtin)).toBe(true);
});

test("changing any one digit is found", () => {
  const gtin = "4006381333931";
  for (const index of gtin.split("").keys()) {
    const digit = (Number(gtin[index]) + 1) % 10;
    expect(hasValidCheckDigit(gtin.slice(0, index) + digit + gtin.slice(index + 1))).toBe(false);
  }
});
