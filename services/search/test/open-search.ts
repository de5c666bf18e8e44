import { createIds, silentLogger, systemClock } from "#mesh/kernel";
import { type Database, openDatabase, provision } from "#mesh/store";
import type { IndexBuilds, ProductIndex } from "../src/app/ports.ts";
import type { IndexRebuilt } from "../src/domain/index-state.ts";
import { encodeEvent } from "../src/rpc/encode-event.ts";
import { planOnce } from "../src/store/plan-once.ts";
import { makeFirstIndex, postgresIndexBuilds } from "../src/store/postgres-index-builds.ts";
import { postgresProductIndex } from "../src/store/postgres-product-index.ts";

/** The service's database, migrated, with an empty index. */
export interface OpenSearch {
  readonly database: Database<IndexRebuilt>;
  readonly index: ProductIndex;
  readonly builds: IndexBuilds;
  close(): Promise<void>;
}

/** Opens the search service's schema in a database, and makes it if it is not there. */
export async function openSearch(url: string, poolSize = 4, language = "english"): Promise<OpenSearch> {
  await provision({ url, services: ["search"] });
  const ids = createIds(systemClock);
  const migrations = new URL("../src/store/migrations/", import.meta.url);
  const common = { service: "search", url, poolSize, clock: systemClock, ids, log: silentLogger };
  const database = await openDatabase<IndexRebuilt>({ ...common, migrations, encodeEvent });
  planOnce(database, silentLogger);
  await makeFirstIndex(database, language, systemClock.now());
  return {
    database,
    index: postgresProductIndex(database),
    builds: postgresIndexBuilds(database, language),
    close: () => database.close(),
  };
}
