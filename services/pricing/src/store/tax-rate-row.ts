import { idFromUuid } from "#mesh/kernel";
import type { VariantId } from "../domain/price.ts";
import type { TaxRate } from "../domain/tax-rate.ts";

/** A row of `tax_rates`. */
export interface TaxRateRow {
  readonly region_code: string;
  readonly tax_class: string;
  readonly rate_hundredths: number;
  readonly name: string;
}

export function taxRateFromRow({ region_code, tax_class, rate_hundredths, name }: TaxRateRow): TaxRate {
  return { taxClass: tax_class, regionCode: region_code, rateHundredths: rate_hundredths, name };
}

/** SQL of the rates that may count in a place such as "DE" or "CA-QC", as one text of JSON; null for none. */
export function taxRatesJson(place: string): string {
  return `(
    SELECT json_agg(tax_rates)::text FROM tax_rates
    WHERE country_code = split_part(${place}, '-', 1) AND region_code IN ('', split_part(${place}, '-', 2))
  )`;
}

export function taxRatesFromJson(text: string | null): readonly TaxRate[] {
  return text === null ? [] : (JSON.parse(text) as readonly TaxRateRow[]).map(taxRateFromRow);
}

/** SQL of the classes of variants that are not of the standard class, as one text of JSON; null for none. */
export function taxClassesJson(variants: string): string {
  return `(
    SELECT json_object_agg(variant_id, tax_class)::text FROM taxed_variants WHERE variant_id = ANY (${variants}::uuid[])
  )`;
}

export function taxClassesFromJson(text: string | null): ReadonlyMap<VariantId, string> {
  const classes = Object.entries(JSON.parse(text ?? "{}") as Readonly<Record<string, string>>);
  return new Map(classes.map(([variant, taxClass]) => [idFromUuid("var", variant), taxClass]));
}
