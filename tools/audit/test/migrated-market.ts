import pg from "pg";
import { openPostgresBus } from "#mesh/events";
import { createIds, type DomainEvent, silentLogger, systemClock } from "#mesh/kernel";
import { openDatabase, provision } from "#mesh/store";
import { createTestDatabase } from "#mesh/testing";

/** The stores of a market with every service, and nothing in them. */
export interface MigratedMarket {
  readonly url: string;
  /** A superuser whose changes no foreign key and no trigger holds up. */
  readonly client: pg.Client;
  close(): Promise<void>;
}

/** Makes the stores of these services in a database of their own. */
export async function migrateMarket(services: readonly string[]): Promise<MigratedMarket> {
  const database = await createTestDatabase();
  await provision({ url: database.url, services });
  for (const service of services) await migrate(service, database.url);
  const bus = await openPostgresBus({ url: database.url, log: silentLogger });
  await bus.close();
  const client = new pg.Client({
    connectionString: database.url,
    options: "-c session_replication_role=replica -c timezone=UTC",
  });
  await client.connect();
  const close = async () => {
    await client.end();
    await database.drop();
  };
  return { url: database.url, client, close };
}

async function migrate(service: string, url: string): Promise<void> {
  const migrations = new URL(`../../../services/${service}/src/store/migrations/`, import.meta.url);
  const common = { service, url, poolSize: 1, clock: systemClock, ids: createIds(systemClock), log: silentLogger };
  await (await openDatabase<DomainEvent>({ ...common, migrations, encodeEvent })).close();
}

function encodeEvent(): never {
  throw new Error("nothing happens here");
}
