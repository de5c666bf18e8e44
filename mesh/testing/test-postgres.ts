import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isAlive } from "#mesh/machine";
import { type Postgres, startPostgres, withoutDurability } from "#mesh/postgres";

/** A folder with an unused data directory, for `startPostgres` to copy. Kept between runs. */
export const postgresTemplate = fileURLToPath(new URL("../../.cache/postgres-template", import.meta.url));
const folderName = /^ultramarket-test-(\d+)-/;

/** A server in a folder that goes with it. */
export interface TestPostgres extends Postgres {
  /** Ends the server and removes its folder. */
  remove(): Promise<void>;
}

/** Starts a fresh server for tests in a temporary folder, without durability. It ends with this process at the latest. */
export async function startTestPostgres(): Promise<TestPostgres> {
  await removeLeftovers();
  const folder = await mkdtemp(join(tmpdir(), `ultramarket-test-${process.pid}-`));
  const postgres = await startPostgres({
    folder,
    template: postgresTemplate,
    settings: withoutDurability,
    log: silent,
  });
  const remove = async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...postgres, remove };
}

const silent = { info: () => {}, warn: () => {} };

/** Folders of runs that were killed. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(folderName.exec(name)?.[1]);
    if (pid > 0 && !isAlive(pid)) await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}
