import { uuidFromId } from "#mesh/kernel";
import { type Reader, statement } from "#mesh/store";
import type { CandidatesByVariant, TermsReader } from "../app/ports.ts";
import { normalized } from "../domain/apply-promotions.ts";
import type { VariantId } from "../domain/price.ts";
import type { Taxes } from "../domain/tax-rate.ts";
import { currencyRatesFromJson, currencyRatesJson } from "./currency-rate-row.ts";
import { forCustomer, type OfferRow, offerFromRow, redeemedByCustomer } from "./offer-row.ts";
import { candidatesFromJson, candidatesJson } from "./price-candidates.ts";
import { taxClassesFromJson, taxClassesJson, taxRatesFromJson, taxRatesJson } from "./tax-rate-row.ts";
import { type TaxRuleRow, taxRuleFromRow } from "./tax-rule-row.ts";

/** A row for each promotion, or one without; one of them, the first, holds the prices and the taxes. */
interface TermsRow extends OfferRow, Prefixed<TaxRuleRow> {
  readonly is_first: boolean;
  readonly candidates: string | null;
  readonly currency_rates: string | null;
  readonly tax_rates: string | null;
  readonly tax_classes: string | null;
}

type Prefixed<Row> = { readonly [Column in keyof Row & string as `tax_${Column}`]: Row[Column] | null };

const isFirst = "row_number() OVER () = 1";

/** SQL of what is sent with the first row alone. */
const once = (value: string) => `CASE WHEN ${isFirst} THEN ${value} END`;

/** $1 variants, $2 country or region of it ("CA-QC"), $3 coupon codes, $4 now, $5 customer, $6 currency. */
const read = statement<TermsRow>(
  "pricing.read_terms",
  `WITH asked AS (
     SELECT promotion_id, coupon_code AS asked_code, NULL::integer AS coupon_max_redemptions,
       NULL::integer AS coupon_redemption_count
     FROM promotions WHERE coupon_code = ANY ($3::text[]) AND holds_code
     UNION ALL
     SELECT promotion_id, coupon_code, max_redemptions, redemption_count
     FROM coupons WHERE coupon_code = ANY ($3::text[]) AND NOT disabled
     UNION ALL
     SELECT promotion_id, '', NULL, NULL FROM promotions WHERE automatic AND (end_time IS NULL OR end_time > $4)
   )
   SELECT
     ${isFirst} AS is_first,
     ${once(candidatesJson({ variants: "$1", now: "$4", user: "$5", group: "NULL" }))} AS candidates,
     tax.country_code AS tax_country_code, tax.version AS tax_version, tax.name AS tax_name,
     tax.rate_hundredths AS tax_rate_hundredths, tax.inclusive AS tax_inclusive, tax.update_time AS tax_update_time,
     ${once(currencyRatesJson("$6"))} AS currency_rates,
     ${once(taxRatesJson("$2"))} AS tax_rates, ${once(taxClassesJson("$1"))} AS tax_classes,
     promotions.*, asked_code, coupon_max_redemptions, coupon_redemption_count,
     ${redeemedByCustomer("$5")} AS redeemed_by_customer, ${forCustomer("$5")} AS for_customer
   FROM (VALUES (1)) AS always
   LEFT JOIN tax_rules AS tax ON tax.country_code = split_part($2, '-', 1)
   LEFT JOIN (asked JOIN promotions USING (promotion_id)) ON true`,
);

/** $1 variants, $2 now, $3 customer, $4 another group, $5 currency. */
const readPrices = statement<Pick<TermsRow, "candidates" | "currency_rates">>(
  "pricing.read_prices",
  `SELECT ${candidatesJson({ variants: "$1", now: "$2", user: "$3", group: "$4" })} AS candidates,
     ${currencyRatesJson("$5")} AS currency_rates`,
);

/** Reads prices, taxes and promotions by one statement. */
export function postgresTermsReader(database: Reader): TermsReader {
  return {
    async read(purchase, now) {
      const { countryCode, regionCode, couponCodes, userId } = purchase;
      const variants = byUuid(purchase.lines.map(({ variantId }) => variantId));
      const rows = await database.query(read, [
        [...variants.keys()],
        regionCode === "" ? countryCode : `${countryCode}-${regionCode}`,
        couponCodes.map(normalized),
        now,
        userId === undefined ? null : uuidFromId(userId),
        purchase.currencyCode,
      ]);
      const first = rows.find(({ is_first }) => is_first);
      return {
        candidates: byVariant(first?.candidates ?? null, variants),
        currencyRates: currencyRatesFromJson(first?.currency_rates ?? null),
        offers: rows.filter(({ promotion_id }) => promotion_id !== null).map(offerFromRow),
        taxes: first && taxesOf(first),
      };
    },
    async readPrices({ variantIds, currencyCode, userId, customerGroup }, now) {
      const user = userId === undefined ? null : uuidFromId(userId);
      const variants = byUuid(variantIds);
      const [row] = await database.query(readPrices, [[...variants.keys()], now, user, customerGroup, currencyCode]);
      return {
        candidates: byVariant(row?.candidates ?? null, variants),
        currencyRates: currencyRatesFromJson(row?.currency_rates ?? null),
      };
    },
  };
}

function byUuid(variantIds: readonly VariantId[]): ReadonlyMap<string, VariantId> {
  return new Map(variantIds.map((variantId) => [uuidFromId(variantId), variantId]));
}

function byVariant(candidates: string | null, variants: ReadonlyMap<string, VariantId>): CandidatesByVariant {
  return Map.groupBy(candidatesFromJson(candidates, variants), ({ variantId }) => variantId);
}

function taxesOf(row: TermsRow): Taxes | undefined {
  if (row.tax_country_code === null) return undefined;
  const rule = taxRuleFromRow({
    country_code: row.tax_country_code,
    version: row.tax_version,
    name: row.tax_name,
    rate_hundredths: row.tax_rate_hundredths,
    inclusive: row.tax_inclusive,
    update_time: row.tax_update_time,
  } as TaxRuleRow);
  return { rule, rates: taxRatesFromJson(row.tax_rates), classes: taxClassesFromJson(row.tax_classes) };
}
