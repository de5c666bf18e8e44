import { randomUUID } from "node:crypto";
import pg, { type ClientBase } from "pg";
import type { Logger } from "#mesh/kernel";
import type { Migration } from "./migrations.ts";

/** Prisma's own table, so that its tools can read what was applied. */
const historyTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  varchar(36) PRIMARY KEY,
  checksum            varchar(64) NOT NULL,
  finished_at         timestamptz,
  migration_name      varchar(255) NOT NULL,
  logs                text,
  rolled_back_at      timestamptz,
  started_at          timestamptz NOT NULL DEFAULT now(),
  applied_steps_count integer NOT NULL DEFAULT 0
)`;

/**
 * Applies what is missing to the connection's schema, each migration in a transaction of its own. Processes that start
 * at once take turns. Throws if an applied migration has been changed since;
 * one that is not known (any more) is left alone, so that an older version of the program still starts.
 */
export async function migrate(client: ClientBase, schema: string, migrations: readonly Migration[], log: Logger) {
  await client.query("SET statement_timeout = 0; SET lock_timeout = 0");
  await client.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [`migrate ${schema}`]);
  await client.query("RESET lock_timeout");
  await client.query(historyTable);
  const applied = await readHistory(client);
  for (const migration of migrations) {
    const checksum = applied.get(migration.name);
    if (checksum === undefined) await apply(client, schema, migration, log);
    else if (checksum !== migration.checksum) throw new Error(changed(schema, migration.name));
  }
}

async function readHistory(client: ClientBase): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    "SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
  );
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

async function apply(
  client: ClientBase,
  schema: string,
  { name, sql, checksum }: Migration,
  log: Logger,
): Promise<void> {
  try {
    await client.query("BEGIN");
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (cause) {
    const reason = cause instanceof pg.DatabaseError ? cause.message : "the connection was lost";
    throw new Error(`migration ${name} failed on schema ${schema}: ${reason}; nothing of it was kept`, { cause });
  }
  log.info("migration applied", { schema, migration: name });
}

function changed(schema: string, name: string): string {
  return `migration ${name} was changed after it had been applied to schema ${schema}: restore its file and write a new migration instead`;
}
