import { runningTestPostgres } from "./running-test-postgres.ts";

/** jest's globalTeardown: ends what globalSetup started. */
export default async function tearDown(): Promise<void> {
  await runningTestPostgres.current?.remove();
}
