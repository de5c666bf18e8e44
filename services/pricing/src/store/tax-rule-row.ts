import type { TaxRule } from "../domain/tax-rule.ts";

/** A row of `tax_rules`. */
export interface TaxRuleRow {
  readonly country_code: string;
  readonly version: bigint;
  readonly name: string;
  readonly rate_hundredths: number;
  readonly inclusive: boolean;
  readonly update_time: Date;
}

export function taxRuleFromRow(row: TaxRuleRow): TaxRule {
  return {
    countryCode: row.country_code,
    version: Number(row.version),
    name: row.name,
    rateHundredths: row.rate_hundredths,
    inclusive: row.inclusive,
    updateTime: row.update_time,
  };
}

/** The row's values in the order of the columns. */
export function taxRuleValues(rule: TaxRule): readonly unknown[] {
  const { countryCode, version, name, rateHundredths, inclusive, updateTime } = rule;
  return [countryCode, version, name, rateHundredths, inclusive, updateTime];
}
