import { statement } from "#mesh/store";
import type { MethodRow, ZoneRow } from "./rate-row.ts";

const zoneColumns = `z.zone_id, z.version, z.name, z.create_time, z.update_time,
  ARRAY(SELECT c.country_code FROM zone_countries c WHERE c.zone_id = z.zone_id ORDER BY c.country_code) AS country_codes`;
const methodColumns = "shipping_method_id, version, name, kind, rates, enabled, create_time, update_time";

/** A row if there was no book. */
export const begin = statement<{ readonly version: bigint }>(
  "rates.begin",
  "INSERT INTO rate_book (version) VALUES (1) ON CONFLICT DO NOTHING RETURNING version",
);

/** Whoever changes zones or methods waits here for the change before. */
export const lock = statement<{ readonly version: bigint }>("rates.lock", "SELECT version FROM rate_book FOR UPDATE");

export const allZones = statement<ZoneRow>(
  "rates.zones",
  `SELECT ${zoneColumns} FROM shipping_zones z ORDER BY z.zone_id`,
);

export const allMethods = statement<MethodRow>(
  "rates.methods",
  `SELECT ${methodColumns} FROM shipping_methods ORDER BY shipping_method_id`,
);

/** $1 zone after which the page starts, $2 rows. */
export const pageOfZones = statement<ZoneRow>(
  "rates.page_of_zones",
  `SELECT ${zoneColumns} FROM shipping_zones z WHERE z.zone_id > $1 ORDER BY z.zone_id LIMIT $2`,
);

/** $1 method after which the page starts, $2 rows. */
export const pageOfMethods = statement<MethodRow>(
  "rates.page_of_methods",
  `SELECT ${methodColumns} FROM shipping_methods WHERE shipping_method_id > $1 ORDER BY shipping_method_id LIMIT $2`,
);

export const countUp = statement<never>("rates.count_up", "UPDATE rate_book SET version = $1");

/** $4 its countries: those of another zone break the primary key. */
export const saveZone = statement<never>(
  "rates.save_zone",
  `WITH saved AS (
     INSERT INTO shipping_zones (zone_id, version, name, is_for_the_rest, create_time, update_time)
     VALUES ($1, $2, $3, cardinality($4::text[]) = 0, $5, $6)
     ON CONFLICT (zone_id) DO UPDATE
       SET version = $2, name = $3, is_for_the_rest = excluded.is_for_the_rest, update_time = $6
   ), gone AS (
     DELETE FROM zone_countries WHERE zone_id = $1 AND country_code <> ALL ($4::text[])
   )
   INSERT INTO zone_countries (country_code, zone_id)
   SELECT country_code, $1 FROM unnest($4::text[]) AS country_code
   WHERE country_code NOT IN (SELECT country_code FROM zone_countries WHERE zone_id = $1)`,
);

export const saveMethod = statement<never>(
  "rates.save_method",
  `INSERT INTO shipping_methods (${methodColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
   ON CONFLICT (shipping_method_id) DO UPDATE
     SET version = $2, name = $3, kind = $4, rates = $5, enabled = $6, create_time = $7, update_time = $8`,
);
