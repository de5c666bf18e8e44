import type { Decision, DomainEvent } from "#mesh/kernel";
import type { VariantId } from "./price.ts";
import { standardClass, zeroClass } from "./tax-class.ts";
import type { TaxRule } from "./tax-rule.ts";

export interface TaxRateKey {
  readonly taxClass: string;
  /** Of ISO 3166-2, what comes after the country; empty for the whole country. */
  readonly regionCode: string;
}

/** The rate of a class in a country or a region, instead of the rate of the country's rule. */
export interface TaxRate extends TaxRateKey {
  /** 0 to 10,000. */
  readonly rateHundredths: number;
  /** Empty for the rule's. */
  readonly name: string;
}

/** What taxes a purchase. */
export interface Taxes {
  readonly rule: TaxRule;
  /** Those of the country as a whole and of the region it is sent to. */
  readonly rates: readonly TaxRate[];
  /** Of the variants that are not of the standard class. */
  readonly classes: ReadonlyMap<VariantId, string>;
}

/** The tax that counts for something. */
export interface AppliedTax extends TaxRate {
  readonly countryCode: string;
  readonly inclusive: boolean;
}

/** `key` and `version` are those of the rule. */
export interface TaxRatesChanged extends DomainEvent {
  readonly type: "TaxRatesChanged";
  readonly taxRule: TaxRule;
  readonly set: readonly TaxRate[];
  readonly removed: readonly TaxRate[];
}

/** What a class is taxed: by its rate in the region, else in the country, else as the standard class is. */
export function taxOfClass({ rule, rates }: Taxes, taxClass: string): AppliedTax {
  const found = taxClass === zeroClass ? { rateHundredths: 0 } : (rateOf(taxClass) ?? rateOf(standardClass));
  const { regionCode = "", rateHundredths = rule.rateHundredths, name = "" }: Partial<TaxRate> = found ?? {};
  const { countryCode, inclusive } = rule;
  return { taxClass, regionCode, rateHundredths, name: name || rule.name, countryCode, inclusive };

  function rateOf(wanted: string): TaxRate | undefined {
    return rates
      .filter((rate) => rate.taxClass === wanted)
      .toSorted((a, b) => b.regionCode.length - a.regionCode.length)[0];
  }
}

export function taxOfVariant(taxes: Taxes, variantId: VariantId): AppliedTax {
  return taxOfClass(taxes, taxes.classes.get(variantId) ?? standardClass);
}

/** The country's rule after these of its rates were set and removed; none gives no new version. */
export function ratesChanged(
  rule: TaxRule,
  set: readonly TaxRate[],
  removed: readonly TaxRate[],
  now: Date,
): Decision<TaxRule, TaxRatesChanged> {
  if (set.length + removed.length === 0) return { next: rule, events: [] };
  const next: TaxRule = { ...rule, version: rule.version + 1, updateTime: now };
  const { countryCode: key, version } = next;
  return { next, events: [{ type: "TaxRatesChanged", key, version, taxRule: next, set, removed }] };
}
