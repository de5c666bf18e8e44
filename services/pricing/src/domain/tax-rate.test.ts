import { aTaxRule, ids, noon, taxesBy } from "../../test/builders.ts";
import { ratesChanged, type TaxRate, taxOfClass, taxOfVariant } from "./tax-rate.ts";

const rate = (taxClass: string, regionCode: string, rateHundredths: number, name = ""): TaxRate => {
  return { taxClass, regionCode, rateHundredths, name };
};
const rule = aTaxRule({ countryCode: "CA", name: "GST", rateHundredths: 500, inclusive: false });

test.each([
  ["the class's in the region", [rate("books", "ON", 1), rate("books", "", 2), rate("standard", "ON", 3)], 1, "ON"],
  ["else the class's in the country", [rate("books", "", 2), rate("standard", "ON", 3)], 2, ""],
  ["else the standard class's in the region", [rate("standard", "ON", 3), rate("reduced", "ON", 4)], 3, "ON"],
  ["else the rule's", [rate("reduced", "ON", 4), rate("reduced", "", 5)], 500, ""],
])("the most specific rate counts: %s", (_, rates, rateHundredths, regionCode) => {
  for (const order of [rates, rates.toReversed()]) {
    const applied = taxOfClass(taxesBy(rule, { rates: order }), "books");
    expect(applied).toMatchObject({
      taxClass: "books",
      rateHundredths,
      regionCode,
      countryCode: "CA",
      inclusive: false,
    });
  }
});

test("the class zero is not taxed, whatever the standard class is", () => {
  const taxes = taxesBy(rule, { rates: [rate("standard", "ON", 1_300)] });
  expect(taxOfClass(taxes, "zero")).toMatchObject({ rateHundredths: 0, regionCode: "" });
});

test("a tax is called what its rate says, else what the rule says", () => {
  const taxes = taxesBy(rule, { rates: [rate("standard", "ON", 1_300, "HST"), rate("reduced", "", 0)] });
  expect([taxOfClass(taxes, "standard").name, taxOfClass(taxes, "reduced").name]).toEqual(["HST", "GST"]);
});

test("a variant is of the standard class unless it was made to be of another", () => {
  const [book, mug] = [ids.next("var"), ids.next("var")];
  const taxes = taxesBy(rule, { classes: new Map([[book, "reduced"]]) });
  expect([taxOfVariant(taxes, book).taxClass, taxOfVariant(taxes, mug).taxClass]).toEqual(["reduced", "standard"]);
});

test("rates that change count the rule up and are told; those that do not are not", () => {
  const [set, removed] = [[rate("reduced", "", 700)], [rate("books", "QC", 1)]];
  const { next, events } = ratesChanged(rule, set, removed, noon);
  expect(next).toEqual({ ...rule, version: 2, updateTime: noon });
  expect(events).toEqual([{ type: "TaxRatesChanged", key: "CA", version: 2, taxRule: next, set, removed }]);
  expect(ratesChanged(rule, [], [], noon)).toEqual({ next: rule, events: [] });
});
