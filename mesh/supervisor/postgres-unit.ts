import { type Postgres, type PostgresOptions, startPostgres } from "#mesh/postgres";
import type { Unit } from "./unit.ts";

/** The embedded PostgreSQL under supervision. */
export interface PostgresUnit extends Unit {
  /** The superuser's connection URL. It holds across restarts. Throws before the first start. */
  url(): string;
}

/** Keeps the embedded PostgreSQL running, after its first start always on the same port. */
export function postgresUnit(options: PostgresOptions): PostgresUnit {
  let first: Postgres | undefined;
  return {
    name: "postgres",
    url() {
      if (first === undefined) throw new Error("PostgreSQL has not been started yet");
      return first.url;
    },
    async start(signal) {
      const again = first === undefined ? {} : { port: first.port };
      const postgres = await startPostgres({ ...options, ...again, signal });
      first ??= postgres;
      if (signal.aborted) await postgres.stop();
      const { pid, port, exited } = postgres;
      return { pid, details: { port }, exited, stop: () => postgres.stop(), kill: () => postgres.kill() };
    },
  };
}
