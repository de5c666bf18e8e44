import { silentLogger, systemClock } from "#mesh/kernel";
import { type Database, openDatabase } from "#mesh/store";
import type { NotificationEvent } from "../src/domain/notification.ts";
import { encodeEvent } from "../src/rpc/encode-event.ts";
import { ids } from "./builders.ts";

/** The service's database, migrated. */
export function openNotification(url: string, poolSize = 4): Promise<Database<NotificationEvent>> {
  const migrations = new URL("../src/store/migrations/", import.meta.url);
  const common = { service: "notification", url, poolSize, clock: systemClock, ids, log: silentLogger };
  return openDatabase({ ...common, migrations, encodeEvent });
}
