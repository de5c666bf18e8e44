import type pg from "pg";
import { silentLogger, systemClock } from "#mesh/kernel";
import { type Database, openDatabase } from "#mesh/store";
import type { InventoryEvent } from "../src/domain/event.ts";
import { encodeEvent } from "../src/rpc/encode-event.ts";
import { ids } from "./builders.ts";

/** The service's database, migrated. */
export function openInventory(url: string, poolSize = 4): Promise<Database<InventoryEvent>> {
  const migrations = new URL("../src/store/migrations/", import.meta.url);
  const common = { service: "inventory", url, poolSize, clock: systemClock, ids, log: silentLogger };
  return openDatabase({ ...common, migrations, encodeEvent });
}

/** How many statements in the client's database wait for a lock. */
export async function countWaiting(client: pg.Client): Promise<number> {
  const sql = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  return (await client.query(sql)).rows.length;
}
