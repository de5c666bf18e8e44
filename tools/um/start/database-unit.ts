import { provision } from "#mesh/store";
import type { PostgresUnit, Unit } from "#mesh/supervisor";
import { openOwnDatabase } from "./own-database.ts";

export interface DatabaseUnit extends Unit {
  /** The market's login. Throws before the first start. */
  url(): string;
}

/** The embedded PostgreSQL with the market's database and a schema for each service in it. */
export function databaseUnit(postgres: PostgresUnit, services: readonly string[]): DatabaseUnit {
  let own: string | undefined;
  return {
    name: postgres.name,
    url() {
      if (own === undefined) throw new Error("the database has not been prepared yet");
      return own;
    },
    async start(signal) {
      const running = await postgres.start(signal);
      if (own === undefined && !signal.aborted) {
        const url = await openOwnDatabase(postgres.url());
        await provision({ url, services });
        own = url;
      }
      return running;
    },
  };
}
