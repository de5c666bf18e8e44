import { runningTestPostgres } from "./running-test-postgres.ts";
import { startTestPostgres } from "./test-postgres.ts";

/**
 * jest's globalSetup: one PostgreSQL for the whole run, its superuser URL in TEST_DATABASE_URL; a URL that is set
 * already is used as it is.
 */
export default async function setUp(): Promise<void> {
  if (process.env.TEST_DATABASE_URL) return;
  const postgres = await startTestPostgres();
  runningTestPostgres.current = postgres;
  process.env.TEST_DATABASE_URL = postgres.url;
}
