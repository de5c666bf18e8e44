import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { silentLogger } from "#mesh/kernel";
import { type Postgres, startPostgres, withoutDurability } from "#mesh/postgres";
import { temporaryFolder } from "./temporary-folder.ts";

/** A folder with an unused data directory, for `startPostgres` to copy. Kept between runs. */
export const postgresTemplate = fileURLToPath(new URL("../../.cache/postgres-template", import.meta.url));

/** Twice those of a market: two workers of jest share the server, each with whole markets in a process. */
const testConnections = "400";

/** A server in a folder that goes with it. */
export interface TestPostgres extends Postgres {
  /** Ends the server and removes its folder. */
  remove(): Promise<void>;
}

/** Starts a fresh server for tests in a temporary folder, without durability. It ends with this process at the latest. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const folder = await temporaryFolder();
  const postgres = await startPostgres({
    folder,
    template: postgresTemplate,
    settings: { ...withoutDurability, deadlock_timeout: "100ms", max_connections: testConnections },
    log: silentLogger,
  });
  const remove = async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...postgres, remove };
}
