import { type Money, uuidFromId } from "#mesh/kernel";
import { type Reader, statement } from "#mesh/store";
import type { TermsReader } from "../app/ports.ts";
import { normalized } from "../domain/apply-coupons.ts";
import type { VariantId } from "../domain/price.ts";
import type { Purchase } from "../domain/purchase.ts";
import { type PromotionRow, promotionFromRow } from "./promotion-row.ts";
import { type TaxRuleRow, taxRuleFromRow } from "./tax-rule-row.ts";

/** A row for each promotion, or one without; all of them hold the same prices and the same tax rule. */
interface TermsRow extends PromotionRow, Prefixed<TaxRuleRow> {
  /** In the order of the variants asked for. */
  readonly minor_units: readonly (string | null)[];
}

type Prefixed<Row> = { readonly [Column in keyof Row & string as `tax_${Column}`]: Row[Column] | null };

/** $1 variants, $2 currency, $3 country, $4 coupon codes, $5 now. */
const read = statement<TermsRow>(
  "pricing.read_terms",
  `SELECT
     ARRAY(
       SELECT coalesce(listed.minor_units, stated.minor_units)::text
       FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (variant_id, position)
       LEFT JOIN list_prices AS listed ON listed.variant_id = asked.variant_id AND listed.currency_code = $2
       LEFT JOIN catalogue_prices AS stated ON stated.variant_id = asked.variant_id AND stated.currency_code = $2
         AND (stated.expire_time IS NULL OR stated.expire_time > $5)
       ORDER BY position
     ) AS minor_units,
     tax.country_code AS tax_country_code, tax.version AS tax_version, tax.name AS tax_name,
     tax.rate_hundredths AS tax_rate_hundredths, tax.inclusive AS tax_inclusive, tax.update_time AS tax_update_time,
     promotions.*
   FROM (VALUES (1)) AS always
   LEFT JOIN tax_rules AS tax ON tax.country_code = $3
   LEFT JOIN promotions ON promotions.coupon_code = ANY ($4::text[]) AND promotions.holds_code`,
);

/** Reads prices, the tax rule and promotions by one statement. */
export function postgresTermsReader(database: Reader): TermsReader {
  return {
    async read(purchase, now) {
      const { currencyCode, countryCode, couponCodes } = purchase;
      const variantIds = pricedByUs(purchase);
      const rows = await database.query(read, [
        variantIds.map(uuidFromId),
        currencyCode,
        countryCode,
        couponCodes.map(normalized),
        now,
      ]);
      const [first] = rows;
      return {
        prices: pricesOf(variantIds, first?.minor_units ?? [], currencyCode),
        promotions: rows.filter(({ promotion_id }) => promotion_id !== null).map(promotionFromRow),
        taxRule: first && taxRuleOf(first),
      };
    },
  };
}

function pricedByUs({ lines }: Purchase): VariantId[] {
  const variantIds = lines.flatMap((line) => (line.manualUnitPrice === undefined ? [line.variantId] : []));
  return [...new Set(variantIds)];
}

function pricesOf(variantIds: readonly VariantId[], minorUnits: TermsRow["minor_units"], currencyCode: string) {
  const prices = new Map<VariantId, Money>();
  for (const [index, variantId] of variantIds.entries()) {
    const units = minorUnits[index];
    if (units != null) prices.set(variantId, { currencyCode, minorUnits: BigInt(units) });
  }
  return prices;
}

function taxRuleOf(row: TermsRow) {
  if (row.tax_country_code === null) return undefined;
  return taxRuleFromRow({
    country_code: row.tax_country_code,
    version: row.tax_version,
    name: row.tax_name,
    rate_hundredths: row.tax_rate_hundredths,
    inclusive: row.tax_inclusive,
    update_time: row.tax_update_time,
  } as TaxRuleRow);
}
