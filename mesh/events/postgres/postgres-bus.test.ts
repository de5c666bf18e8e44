import pg from "pg";
import { silentLogger } from "#mesh/kernel";
import { provision } from "#mesh/store";
import { createTestDatabase, type TestDatabase } from "#mesh/testing";
import { busContract, contractOptions } from "../bus.contract.ts";
import { openPostgresBus } from "./postgres-bus.ts";

const log = silentLogger;
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

busContract("PostgreSQL", async () => {
  const { url } = database;
  await execute(url, "DROP SCHEMA IF EXISTS bus CASCADE");
  await provision({ url, services: [] });
  return {
    open: () => openPostgresBus({ url, log, ...contractOptions }),
    interrupt: () =>
      execute(
        url,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'bus'`,
      ),
  };
});

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
