import { idFromUuid } from "#mesh/kernel";
import type { Price } from "../domain/price.ts";

/** A price that counts: the list's, else the catalogue's. */
export interface PriceRow {
  readonly variant_id: string;
  readonly currency_code: string;
  readonly minor_units: bigint;
  readonly update_time: Date;
  readonly listed: boolean;
}

export function priceFromRow(row: PriceRow): Price {
  return {
    variantId: idFromUuid("var", row.variant_id),
    price: { currencyCode: row.currency_code, minorUnits: row.minor_units },
    origin: row.listed ? "PRICE_LIST" : "CATALOGUE",
    updateTime: row.update_time,
  };
}
