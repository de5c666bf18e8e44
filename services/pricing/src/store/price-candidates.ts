import { idFromUuid } from "#mesh/kernel";
import type { PriceCandidate } from "../domain/choose-price.ts";

/** A candidate as JSON has it: amounts and quantities as text, times in ISO 8601. */
export interface CandidateJson {
  readonly variant_id: string;
  readonly currency_code: string;
  readonly minor_units: string;
  readonly origin: PriceCandidate["origin"];
  readonly update_time: string;
  readonly price_list_id: string | null;
  readonly name: string | null;
  readonly priority: number | null;
  readonly min_quantity: string | null;
  readonly end_time: string | null;
}

interface Parameters {
  readonly variants: string;
  readonly now: string;
  /** The customer, whose groups count; may be null. */
  readonly user: string;
  /** Another group that counts; may be null. */
  readonly group: string;
}

/** SQL of all prices that may count, as one text of JSON; null for none. Each source is read along its variants. */
export function candidatesJson({ variants, now, user, group }: Parameters): string {
  return `(
    SELECT json_agg(candidate)::text FROM (
      SELECT variant_id, currency_code, minor_units::text, 'CATALOGUE' AS origin, update_time,
        NULL::uuid AS price_list_id, NULL AS name, NULL::integer AS priority, NULL AS min_quantity,
        NULL::timestamptz AS end_time
      FROM catalogue_prices
      WHERE variant_id = ANY (${variants}::uuid[]) AND (expire_time IS NULL OR expire_time > ${now})
      UNION ALL
      SELECT variant_id, currency_code, minor_units::text, 'PRICE_LIST', update_time, NULL, NULL, NULL, NULL, NULL
      FROM list_prices WHERE variant_id = ANY (${variants}::uuid[])
      UNION ALL
      SELECT variant_id, currency_code, minor_units::text, 'PRICE_LIST_ENTRY', update_time, price_list_id, name, priority,
        min_quantity::text, end_time
      FROM price_list_entries JOIN price_lists USING (price_list_id)
      WHERE variant_id = ANY (${variants}::uuid[]) AND (start_time IS NULL OR start_time <= ${now})
        AND (end_time IS NULL OR end_time > ${now})
        AND (customer_group IS NULL OR customer_group = ${group} OR EXISTS (
          SELECT FROM customer_group_members AS member
          WHERE member.user_id = ${user} AND member.customer_group = price_lists.customer_group
        ))
    ) AS candidate
  )`;
}

export function candidatesFromJson(text: string | null): readonly PriceCandidate[] {
  return text === null ? [] : (JSON.parse(text) as readonly CandidateJson[]).map(candidateFromJson);
}

function candidateFromJson(json: CandidateJson): PriceCandidate {
  const { variant_id, currency_code: currencyCode, minor_units, origin, update_time } = json;
  return {
    variantId: idFromUuid("var", variant_id),
    price: { currencyCode, minorUnits: BigInt(minor_units) },
    origin,
    updateTime: new Date(update_time),
    entry: entryOf(json),
  };
}

function entryOf({ price_list_id, name, priority, min_quantity, end_time }: CandidateJson): PriceCandidate["entry"] {
  if (price_list_id === null || min_quantity === null) return undefined;
  return {
    priceListId: idFromUuid("prl", price_list_id),
    priceListName: name ?? "",
    priority: priority ?? 0,
    minQuantity: BigInt(min_quantity),
    endTime: end_time === null ? undefined : new Date(end_time),
  };
}
