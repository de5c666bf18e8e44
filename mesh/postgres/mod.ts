/** The embedded PostgreSQL: the server from npm, started and ended with our own process. */
export { PostgresStartError, type PostgresStartReason } from "./error.ts";
export type { Exit } from "./launch.ts";
export { type Settings, withoutDurability } from "./settings.ts";
export { type Postgres, type PostgresOptions, startPostgres } from "./start-postgres.ts";
