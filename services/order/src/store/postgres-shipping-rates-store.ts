import type { DomainEvent } from "#mesh/kernel";
import { type Database, statement } from "#mesh/store";
import type { ShippingRatesStore } from "../app/ports/shipping-rates.ts";
import type { ShippingRates } from "../domain/shipping-rates.ts";
import { fromJson, toJson } from "./order-json.ts";

const findNewer = statement<{ readonly version: bigint; readonly rates: string }>(
  "shipping_rates.find_newer",
  "SELECT version, rates::text AS rates FROM shipping_rates WHERE version > $1",
);

const keep = statement<never>(
  "shipping_rates.keep",
  `INSERT INTO shipping_rates (version, rates, update_time) VALUES ($1, $2, $3)
   ON CONFLICT (singleton) DO UPDATE
   SET version = excluded.version, rates = excluded.rates, update_time = excluded.update_time
   WHERE shipping_rates.version < excluded.version`,
);

/** The rates in PostgreSQL: one row. */
export function postgresShippingRatesStore<E extends DomainEvent>(database: Database<E>): ShippingRatesStore {
  return {
    async findNewer(known) {
      const [row] = await database.query(findNewer, [known]);
      return row && { version: Number(row.version), rates: fromJson<ShippingRates>(row.rates) };
    },
    async keep({ rates, version }, now) {
      await database.query(keep, [version, toJson(rates), now]);
    },
  };
}
