import type { TaxClassStore, TaxRateStore, TaxRuleStore, TermsReader } from "../src/app/ports.ts";
import { setTaxClass } from "../src/domain/tax-class.ts";
import { ratesChanged, type TaxRate, type TaxRateKey } from "../src/domain/tax-rate.ts";
import { setTaxRule } from "../src/domain/tax-rule.ts";
import { aLine, aPurchase, eur, ids, noon } from "./builders.ts";

export interface TaxStores {
  readonly taxRules: TaxRuleStore;
  readonly taxRates: TaxRateStore;
  readonly taxClasses: TaxClassStore;
  readonly terms: TermsReader;
  /** The versions of the events under the key, in their order. */
  versionsOf(key: string): Promise<readonly number[]>;
}

/** What every engine that keeps tax classes and rates must do. */
export function taxStoresContract(stores: () => TaxStores): void {
  const content = { name: "VAT", rateHundredths: 2_000, inclusive: true };
  const setRule = (countryCode: string) =>
    stores().taxRules.set(countryCode, (present) => setTaxRule(present, countryCode, content, "", noon));
  const change = (countryCode: string, set: readonly TaxRate[], remove: readonly TaxRateKey[] = []) =>
    stores().taxRates.change({
      ...{ countryCode, set, remove, check: () => undefined },
      decide: (rule, kept, gone) => ratesChanged(rule, kept, gone, noon),
    });
  const rate = (taxClass: string, regionCode: string, rateHundredths: number): TaxRate => {
    return { taxClass, regionCode, rateHundredths, name: "" };
  };

  test("of ten that change a country's rates at once, each is a version of its rule", async () => {
    await setRule("KR");
    await Promise.all(Array.from({ length: 10 }, (_, index) => change("KR", [rate("reduced", `${index}`, 1)])));
    expect(await stores().versionsOf("KR")).toEqual(Array.from({ length: 11 }, (_, index) => index + 1));
    expect((await stores().taxRates.page("KR", undefined, 20)).items).toHaveLength(10);
  });

  test("rates that are so already, or were not there, give no version", async () => {
    await setRule("JP");
    const { version } = await change("JP", [rate("reduced", "", 800)]);
    const same = await change("JP", [rate("reduced", "", 800)], [{ taxClass: "reduced", regionCode: "13" }]);
    expect([version, same.version]).toEqual([2, 2]);
    expect(await stores().versionsOf("JP")).toEqual([1, 2]);
  });

  test("the terms hold the rates of the country and the region sent to, and the classes of all lines", async () => {
    await setRule("MX");
    await stores().taxClasses.set("drugs", (present) =>
      setTaxClass(present, { taxClass: "drugs", name: "x" }, "", noon),
    );
    const [whole, here, elsewhere] = [rate("reduced", "", 1), rate("standard", "BCN", 2), rate("standard", "SON", 3)];
    await change("MX", [whole, here, elsewhere]);
    const lines = [aLine(), aLine({ manualUnitPrice: eur(1) }), aLine()];
    const [listed, manual] = lines.map(({ variantId }) => variantId);
    if (listed === undefined || manual === undefined) throw new Error("no lines");
    await stores().taxClasses.assign({ taxClass: "drugs", variantIds: [listed, manual, ids.next("var")] });
    const purchase = aPurchase({ lines, countryCode: "MX", regionCode: "BCN" });
    const { taxes } = await stores().terms.read(purchase, noon);
    expect(taxes?.rates).toHaveLength(2);
    expect(taxes?.rates).toEqual(expect.arrayContaining([whole, here]));
    const classes = [listed, manual].map((variantId) => [variantId, "drugs"] as const);
    expect(taxes?.classes).toEqual(new Map(classes));
  });

  test("a class that is none, and a country without a rule, change nothing", async () => {
    await setRule("BR");
    const reason = (name: string) => expect.objectContaining({ reason: name });
    const some = [rate("reduced", "", 1), rate("luxury", "", 2)];
    await expect(change("BR", some)).rejects.toThrow(reason("TAX_CLASS_UNKNOWN"));
    expect((await stores().taxRates.page("BR", undefined, 5)).items).toEqual([]);
    await expect(change("AQ", some)).rejects.toThrow(reason("RESOURCE_NOT_FOUND"));
    const assignment = { taxClass: "luxury", variantIds: [ids.next("var")] };
    await expect(stores().taxClasses.assign(assignment)).rejects.toThrow(reason("TAX_CLASS_UNKNOWN"));
  });
}
