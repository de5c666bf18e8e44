import { randomBytes } from "node:crypto";
import pg from "pg";

/** An empty database of its own for one test or one test file. */
export interface TestDatabase {
  /** Superuser URL of the database. */
  readonly url: string;
  /** Cuts its connections and removes it. */
  drop(): Promise<void>;
}

/** Makes a fresh database in the run's PostgreSQL. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = testDatabaseUrl();
  const name = `test_${randomBytes(8).toString("hex")}`;
  await execute(server, `CREATE DATABASE ${name} STRATEGY FILE_COPY`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => execute(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

/** Superuser URL of the run's PostgreSQL. */
export function testDatabaseUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url) throw new Error("TEST_DATABASE_URL is not set: run the tests with jest from the project's root");
  return url;
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
