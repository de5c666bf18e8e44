import pg from "pg";
import { silentLogger } from "#mesh/kernel";
import { provision } from "#mesh/store";
import { createTestDatabase, type TestDatabase } from "#mesh/testing";
import { busContract } from "../bus.contract.ts";
import { followerContract } from "../follower.contract.ts";
import { type BusUnderTest, contractOptions } from "../test/bus-under-test.ts";
import { openPostgresBus } from "./postgres-bus.ts";

const log = silentLogger;
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

busContract("PostgreSQL", emptyBus);
followerContract("PostgreSQL", emptyBus);

async function emptyBus(): Promise<BusUnderTest> {
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
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
