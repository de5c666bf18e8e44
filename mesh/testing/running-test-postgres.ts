import type { TestPostgres } from "./test-postgres.ts";

/** What globalSetup started, for globalTeardown to end; both run in jest's main process. */
export const runningTestPostgres: { current?: TestPostgres } = {};
