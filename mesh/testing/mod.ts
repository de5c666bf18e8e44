/** What tests of every part share. */
export { freePort } from "#mesh/machine";
export { eventually, type Patience } from "./eventually.ts";
export { type FakeClock, fakeClock } from "./fake-clock.ts";
export { insistently } from "./insistently.ts";
export { startProxy, type Way } from "./proxy.ts";
export { type SentStatement, sentStatements } from "./sent-statements.ts";
export { temporaryFolder } from "./temporary-folder.ts";
export { createTestDatabase, type TestDatabase, testDatabaseUrl } from "./test-database.ts";
export { postgresTemplate, startTestPostgres, type TestPostgres } from "./test-postgres.ts";
