import { type DomainEvent, silentLogger, systemClock } from "#mesh/kernel";
import { type Database, openDatabase } from "#mesh/store";
import { encodeEvent } from "../src/rpc/encode-event.ts";
import { ids } from "./builders.ts";

/** The service's database, migrated. */
export function openAnalytics(url: string, poolSize = 4): Promise<Database<DomainEvent>> {
  const migrations = new URL("../src/store/migrations/", import.meta.url);
  const common = { service: "analytics", url, poolSize, clock: systemClock, ids, log: silentLogger };
  return openDatabase({ ...common, migrations, encodeEvent });
}
