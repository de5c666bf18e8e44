import { idFromUuid } from "#mesh/kernel";
import type { PriceCandidate } from "../domain/choose-price.ts";
import type { VariantId } from "../domain/price.ts";

/** A candidate as JSON has it; amounts and quantities are text, times milliseconds since 1970. */
type CandidateJson = readonly [
  variant: string,
  currencyCode: string,
  minorUnits: string,
  origin: PriceCandidate["origin"],
  updateTime: number,
  ...entry: EntryJson | readonly [],
];

type EntryJson = readonly [
  priceListId: string,
  name: string,
  priority: number,
  minQuantity: string,
  endTime: number | null,
];

interface Parameters {
  readonly variants: string;
  readonly now: string;
  /** The customer, whose groups count; may be null. */
  readonly user: string;
  /** Another group that counts; may be null. */
  readonly group: string;
}

const milliseconds = (time: string) => `(extract(epoch FROM ${time}) * 1000)::float8`;

const priceJson = (origin: PriceCandidate["origin"], ...more: readonly string[]) => {
  const price = ["variant_id", "currency_code", "minor_units::text", `'${origin}'`, milliseconds("update_time")];
  return `json_build_array(${[...price, ...more].join(", ")}) AS candidate`;
};

/** SQL of all prices that may count, as one text of JSON; null for none. Each source is read along its variants. */
export function candidatesJson({ variants, now, user, group }: Parameters): string {
  const entry = ["price_list_id", "name", "priority", "min_quantity::text", milliseconds("end_time")];
  return `(
    SELECT json_agg(candidate)::text FROM (
      SELECT ${priceJson("CATALOGUE")} FROM catalogue_prices
      WHERE variant_id = ANY (${variants}::uuid[]) AND (expire_time IS NULL OR expire_time > ${now})
      UNION ALL
      SELECT ${priceJson("PRICE_LIST")} FROM list_prices WHERE variant_id = ANY (${variants}::uuid[])
      UNION ALL
      SELECT ${priceJson("PRICE_LIST_ENTRY", ...entry)} FROM price_list_entries JOIN price_lists USING (price_list_id)
      WHERE variant_id = ANY (${variants}::uuid[]) AND (start_time IS NULL OR start_time <= ${now})
        AND (end_time IS NULL OR end_time > ${now})
        AND (customer_group IS NULL OR customer_group = ${group} OR EXISTS (
          SELECT FROM customer_group_members AS member
          WHERE member.user_id = ${user} AND member.customer_group = price_lists.customer_group
        ))
    ) AS priced
  )`;
}

/** The candidates of the variants, which are known by their UUIDs. */
export function candidatesFromJson(
  text: string | null,
  variants: ReadonlyMap<string, VariantId>,
): readonly PriceCandidate[] {
  if (text === null) return [];
  return (JSON.parse(text) as readonly CandidateJson[]).map(
    ([variant, currencyCode, minorUnits, origin, updateTime, ...entry]) => ({
      variantId: variants.get(variant) ?? idFromUuid("var", variant),
      price: { currencyCode, minorUnits: BigInt(minorUnits) },
      origin,
      updateTime: new Date(updateTime),
      entry: entryOf(entry),
    }),
  );
}

function entryOf(json: EntryJson | readonly []): PriceCandidate["entry"] {
  if (json.length === 0) return undefined;
  const [priceListId, priceListName, priority, minQuantity, endTime] = json;
  return {
    priceListId: idFromUuid("prl", priceListId),
    priceListName,
    priority,
    minQuantity: BigInt(minQuantity),
    endTime: endTime === null ? undefined : new Date(endTime),
  };
}
