import { statement } from "#mesh/store";
import type { PriceRow } from "./price-row.ts";

/**
 * Keeps what the version $2 of the product $1 asks for: variants $3, currencies $4, minor units $5, at $6. Does nothing
 * if a newer version has been seen.
 */
export const keepCatalogue = statement<never>(
  "pricing.keep_catalogue",
  `WITH newer AS (
     INSERT INTO catalogue_products (product_id, version) VALUES ($1, $2)
     ON CONFLICT (product_id) DO UPDATE SET version = EXCLUDED.version
       WHERE catalogue_products.version < EXCLUDED.version
     RETURNING product_id
   ), gone AS (
     DELETE FROM catalogue_prices USING newer
     WHERE catalogue_prices.product_id = newer.product_id AND catalogue_prices.variant_id <> ALL ($3::uuid[])
   )
   INSERT INTO catalogue_prices (variant_id, product_id, currency_code, minor_units, update_time)
   SELECT price.variant_id, product_id, price.currency_code, price.minor_units, $6
   FROM newer, unnest($3::uuid[], $4::text[], $5::bigint[]) AS price (variant_id, currency_code, minor_units)
   ON CONFLICT (variant_id) DO UPDATE SET currency_code = EXCLUDED.currency_code, minor_units = EXCLUDED.minor_units,
     update_time = EXCLUDED.update_time, expire_time = NULL`,
);

/** Keeps variants $1 of products $2 with currencies $3 and minor units $4, read at $5, until $6 or their event comes. */
export const keepAhead = statement<never>(
  "pricing.keep_ahead",
  `INSERT INTO catalogue_prices (variant_id, product_id, currency_code, minor_units, update_time, expire_time)
   SELECT variant_id, product_id, currency_code, minor_units, $5, $6
   FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[])
     AS price (variant_id, product_id, currency_code, minor_units)
   ORDER BY variant_id
   ON CONFLICT (variant_id) DO UPDATE SET currency_code = EXCLUDED.currency_code, minor_units = EXCLUDED.minor_units,
     update_time = EXCLUDED.update_time, expire_time = EXCLUDED.expire_time
     WHERE catalogue_prices.expire_time IS NOT NULL`,
);

/** Sets variants $1 in currencies $2 to minor units $3 at $4; answers with the version of each in the order given. */
export const set = statement<{ readonly version: bigint }>(
  "pricing.set_prices",
  `WITH price AS MATERIALIZED (
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::bigint[])
       WITH ORDINALITY AS price (variant_id, currency_code, minor_units, position)
   ), counted AS (
     INSERT INTO listed_variants (variant_id, version)
     SELECT variant_id, count(*) FROM price GROUP BY variant_id ORDER BY variant_id
     ON CONFLICT (variant_id) DO UPDATE SET version = listed_variants.version + EXCLUDED.version
     RETURNING variant_id, version
   ), kept AS (
     INSERT INTO list_prices (variant_id, currency_code, minor_units, update_time)
     SELECT variant_id, currency_code, minor_units, $4 FROM price JOIN counted USING (variant_id)
     ON CONFLICT (variant_id, currency_code) DO UPDATE SET minor_units = EXCLUDED.minor_units,
       update_time = EXCLUDED.update_time
   )
   SELECT version - count(*) OVER (PARTITION BY variant_id ORDER BY position DESC) + 1 AS version
   FROM price JOIN counted USING (variant_id)
   ORDER BY position`,
);

/** The variant $1 after the currency $2, $3 rows, at $4. */
export const page = statement<PriceRow>(
  "pricing.page_of_variant",
  `SELECT $1::uuid AS variant_id, currency_code, coalesce(listed.minor_units, stated.minor_units) AS minor_units,
     coalesce(listed.update_time, stated.update_time) AS update_time, listed.minor_units IS NOT NULL AS listed
   FROM (SELECT * FROM list_prices WHERE variant_id = $1) AS listed
   FULL JOIN (
     SELECT * FROM catalogue_prices WHERE variant_id = $1 AND (expire_time IS NULL OR expire_time > $4)
   ) AS stated USING (currency_code)
   WHERE currency_code > $2 ORDER BY currency_code LIMIT $3`,
);
