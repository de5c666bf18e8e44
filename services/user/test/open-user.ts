import { silentLogger, systemClock } from "#mesh/kernel";
import { type Database, openDatabase } from "#mesh/store";
import type { UserEvent } from "../src/domain/events.ts";
import { encodeEvent } from "../src/rpc/encode-event.ts";
import { ids } from "./builders.ts";

/** The service's database, migrated. */
export function openUser(url: string, poolSize = 4): Promise<Database<UserEvent>> {
  const migrations = new URL("../src/store/migrations/", import.meta.url);
  const common = { service: "user", url, poolSize, clock: systemClock, ids, log: silentLogger };
  return openDatabase({ ...common, migrations, encodeEvent });
}
