import { silentLogger, systemClock } from "#mesh/kernel";
import { type Database, openDatabase } from "#mesh/store";
import { encodeEvent, type ShippingEvent } from "../src/rpc/encode-event.ts";
import { ids } from "./builders.ts";

/** The service's database, migrated. */
export function openShipping(url: string, poolSize = 4): Promise<Database<ShippingEvent>> {
  const migrations = new URL("../src/store/migrations/", import.meta.url);
  const common = { service: "shipping", url, poolSize, clock: systemClock, ids, log: silentLogger };
  return openDatabase({ ...common, migrations, encodeEvent });
}
