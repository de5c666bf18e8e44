import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";

/** One step of a schema: a folder `<timestamp>_<name>` with a file `migration.sql`, as Prisma lays them out. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, in hexadecimal. */
  readonly checksum: string;
}

/** The migrations of a folder (its URL ends in "/"), oldest first. */
export async function readMigrations(folder: URL): Promise<readonly Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.sort().map((name) => readMigration(folder, name)));
}

async function readMigration(folder: URL, name: string): Promise<Migration> {
  const bytes = await readFile(new URL(`${name}/migration.sql`, folder));
  return { name, sql: bytes.toString(), checksum: createHash("sha256").update(bytes).digest("hex") };
}
