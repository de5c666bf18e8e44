import { countryCodeOf, isServiceCode, skuOf } from "./mod.ts";

test.each(["POST", "M", "m", "C2", "BANK CHARGES", "gift_0001_40", "GIFT_0001_40", "DCGS0066P", "DCGSSBOY"])(
  "%s is a service",
  (code) => expect(isServiceCode(code)).toBe(true),
);

test.each(["85123A", "22423", "PADS", "BANK", "D1"])("%s is goods", (code) => expect(isServiceCode(code)).toBe(false));

test("a code is its own SKU if it may be, and no two codes share one", () => {
  const codes = ["85123A", "85123a", "BANK CHARGES", "BANK-CHARGES", "BANK_CHARGES", "BANK  CHARGES", "x".repeat(65)];
  const skus = codes.map(skuOf);
  expect(skus.slice(0, 3)).toEqual(["85123A", "85123a", expect.stringMatching(/^BANK-CHARGES-[0-9a-f]{8}$/)]);
  expect(new Set(skus).size).toBe(codes.length);
  for (const sku of skus) expect(sku).toMatch(/^[A-Za-z0-9._/-]{1,64}$/);
});

test("countries have the code of today, whatever the file calls them", () => {
  const names = [
    "France",
    "germany",
    "EIRE",
    "USA",
    "RSA",
    "Hong Kong",
    "Czech Republic",
    "Burkina Faso",
    "Unspecified",
  ];
  expect(names.map(countryCodeOf)).toEqual(["FR", "DE", "IE", "US", "ZA", "HK", "CZ", "BF", ""]);
  expect(countryCodeOf("Atlantis")).toBeUndefined();
});
