import { statement } from "#mesh/store";

/** A row of `price_lists`. */
export interface PriceListRow {
  readonly price_list_id: string;
  readonly version: bigint;
  readonly name: string;
  readonly currency_code: string;
  readonly customer_group: string | null;
  readonly start_time: Date | null;
  readonly end_time: Date | null;
  readonly priority: number;
  readonly create_time: Date;
  readonly update_time: Date;
}

export interface EntryKeyRow {
  readonly variant_id: string;
  readonly min_quantity: bigint;
}

interface EntryRow extends EntryKeyRow {
  readonly currency_code: string;
  readonly minor_units: bigint;
}

export const find = statement<PriceListRow>("price_list.find", "SELECT * FROM price_lists WHERE price_list_id = $1");

export const lock = statement<PriceListRow>(
  "price_list.lock",
  "SELECT * FROM price_lists WHERE price_list_id = $1 FOR UPDATE",
);

/** $1 list before which the page starts, $2 rows. */
export const page = statement<PriceListRow>(
  "price_list.page",
  "SELECT * FROM price_lists WHERE price_list_id < $1 ORDER BY price_list_id DESC LIMIT $2",
);

export const insert = statement<never>(
  "price_list.insert",
  `INSERT INTO price_lists
     (price_list_id, version, name, currency_code, customer_group, start_time, end_time, priority, create_time, update_time)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
);

export const update = statement<never>(
  "price_list.update",
  `UPDATE price_lists SET version = $2, name = $3, currency_code = $4, customer_group = $5, start_time = $6, end_time = $7,
     priority = $8, create_time = $9, update_time = $10
   WHERE price_list_id = $1`,
);

export const remove = statement<never>("price_list.delete", "DELETE FROM price_lists WHERE price_list_id = $1");

/** Sets variants $2 from quantities $3 to minor units $4 in the list $1; answers with those that were not so before. */
export const setEntries = statement<EntryKeyRow>(
  "price_list.set_entries",
  `INSERT INTO price_list_entries (variant_id, price_list_id, min_quantity, minor_units)
   SELECT variant_id, $1, min_quantity, minor_units
   FROM unnest($2::uuid[], $3::bigint[], $4::bigint[]) AS entry (variant_id, min_quantity, minor_units)
   ON CONFLICT (variant_id, price_list_id, min_quantity) DO UPDATE SET minor_units = EXCLUDED.minor_units
     WHERE price_list_entries.minor_units <> EXCLUDED.minor_units
   RETURNING variant_id, min_quantity`,
);

/** Removes variants $2 from quantities $3 from the list $1; answers with those that were there. */
export const removeEntries = statement<EntryKeyRow>(
  "price_list.remove_entries",
  `DELETE FROM price_list_entries AS entry
   USING unnest($2::uuid[], $3::bigint[]) AS gone (variant_id, min_quantity)
   WHERE entry.price_list_id = $1 AND entry.variant_id = gone.variant_id AND entry.min_quantity = gone.min_quantity
   RETURNING entry.variant_id, entry.min_quantity`,
);

/** Prices of the list $1 after the variant $2 and quantity $3, $4 rows; of the variant $5 only, if not null. */
export const pageOfEntries = statement<EntryRow>(
  "price_list.page_of_entries",
  `SELECT variant_id, min_quantity, minor_units, currency_code
   FROM price_list_entries JOIN price_lists USING (price_list_id)
   WHERE price_list_id = $1 AND (variant_id, min_quantity) > ($2, $3) AND ($5::uuid IS NULL OR variant_id = $5)
   ORDER BY variant_id, min_quantity LIMIT $4`,
);
