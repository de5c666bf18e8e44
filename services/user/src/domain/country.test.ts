import { isCountry } from "./country.ts";

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

test("the countries are the 249 of ISO 3166-1, and Kosovo", () => {
  const countries = letters.flatMap((first) => letters.map((second) => first + second)).filter(isCountry);
  expect(countries).toHaveLength(250);
  expect(countries).toEqual(expect.arrayContaining(["GB", "IE", "JE", "SS", "XK"]));
});

test.each(["EU", "UK", "SU", "YU", "AN", "IC", "ZZ"])("%s is no country", (code) => {
  expect(isCountry(code)).toBe(false);
});
