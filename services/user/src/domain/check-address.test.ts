import { iso31662 } from "iso-3166/2.js";
import { aPostalAddress } from "../../test/builders.ts";
import { postalCodes } from "../clients/postal-codes.ts";
import { regions } from "../clients/regions.ts";
import { knowsRegions, needsPostalCode, needsRegion } from "./address-rules.ts";
import { checkAddress } from "./check-address.ts";
import { isCountry } from "./country.ts";

const forms = { postalCodes, regions };
const inCountry = (countryCode: string, postalCode: string, regionCode = "") =>
  aPostalAddress({ countryCode, postalCode, regionCode });

test.each([
  ["NL", "1015 CJ", ""],
  ["NL", " 1015cj ", ""],
  ["DE", "10117", ""],
  ["US", "94103-1234", "CA"],
  ["GB", "SW1A 1AA", ""],
  ["CA", "k1a 0b1", "ON"],
  ["JP", "100-0001", "13"],
  ["IE", "", ""],
  ["AE", "", ""],
  ["HK", "", ""],
  ["JP", "1000001", "13"],
  ["PL", "00001", ""],
  ["IN", "110 001", "DL"],
  ["GB", "BFPO 105", ""],
  ["GB", "gir 0aa", ""],
  ["TW", "106-17", ""],
  ["DE", "D-10115", ""],
  ["LU", "L-1234", ""],
  ["CH", "CH-8001", ""],
  ["AR", "1425", ""],
  ["MD", "MD-2001", ""],
  ["AZ", "AZ1000", ""],
  ["SA", "11564-1234", ""],
  ["KZ", "A10A5T4", ""],
  ["GF", "97300", ""],
  ["DE", "10115", "BE"],
  ["ES", "28001", "M"],
  ["CH", "8001", "ZH"],
  ["US", "09012", "AE"],
  ["US", "96960", "MH"],
  ["US", "00901", "PR"],
  ["IN", "751001", "OR"],
  ["IN", "751001", "OD"],
  ["CN", "100000", "11"],
  ["CN", "100000", "BJ"],
  ["MX", "01000", "DIF"],
  ["AU", "2540", "JBT"],
  ["IT", "09013", "CI"],
  ["NO", "0150", "XX"],
])("an address in %s with %j and %j is one", (...parts) => {
  const address = inCountry(...parts);
  expect(checkAddress(address, forms)).toBe(address);
});

test.each([
  [["NL", "", ""], ["postal_code"]],
  [["NL", "10115", ""], ["postal_code"]],
  [["DE", "1015 CJ", ""], ["postal_code"]],
  [["DE", "CH-10115", ""], ["postal_code"]],
  [["GF", "", ""], ["postal_code"]],
  [["US", "94103", ""], ["region_code"]],
  [
    ["US", "9410", ""],
    ["region_code", "postal_code"],
  ],
  [["US", "94103", "ZZ"], ["region_code"]],
  [
    ["US", "9410", "ON"],
    ["region_code", "postal_code"],
  ],
  [["CA", "k1a 0b1", "CA"], ["region_code"]],
  [["JP", "100-0001", "48"], ["region_code"]],
  [["DE", "10115", "XX"], ["region_code"]],
  [["ZZ", "1", ""], ["country_code"]],
  [["UK", "SW1A 1AA", ""], ["country_code"]],
] as const)("an address of %j is refused with ADDRESS_INVALID, naming %j", ([country, code, region], parts) => {
  const fields = parts.map((part) => expect.objectContaining({ field: `address.address.${part}` }));
  expect(() => checkAddress(inCountry(country, code, region), forms)).toThrow(
    expect.objectContaining({ reason: "ADDRESS_INVALID", fields }),
  );
});

test("every country with rules is one, and the form of each code that is needed is known", () => {
  expect([...needsPostalCode, ...needsRegion].filter((code) => !isCountry(code))).toEqual([]);
  expect([...needsPostalCode].filter((code) => postalCodes.fits(code, "no code"))).toEqual([]);
});

/** How many states, provinces, territories, cantons and the like there are, as the countries themselves count. */
const counted = {
  ...{
    AR: 24,
    AT: 9,
    AU: 8,
    BE: 10 + 3,
    BR: 27,
    CA: 13,
    CH: 26,
    CN: 34,
    DE: 16,
    ES: 50 + 17 + 2,
    IN: 36,
    JP: 47,
    MX: 32,
  },
  ...{ NL: 12 + 3 + 3, US: 50 + 1 + 6 },
};

test("of each country whose regions are known there are as many codes of ISO 3166-2 as it has regions", () => {
  const found = [...knowsRegions].map((country) => [
    country,
    iso31662.filter(({ code }) => code.startsWith(`${country}-`)).length,
  ]);
  expect(Object.fromEntries(found)).toEqual(counted);
});
