import { silentLogger } from "#mesh/kernel";
import { provision } from "#mesh/store";
import { postgresUnit, type Unit } from "#mesh/supervisor";
import { CommandError } from "../command.ts";
import { databaseUnit } from "./database-unit.ts";
import type { Report } from "./report.ts";
import { serviceNames } from "./service-names.ts";

/** Where the market keeps its data, and what has to run for that. */
export interface MarketDatabase {
  readonly units: readonly Unit[];
  /** The market's login, once the units run. */
  url(): string;
}

/** The embedded PostgreSQL, as the first thing to start. */
export function embeddedDatabase(folder: string, report: Report): MarketDatabase {
  const log = { ...silentLogger, warn: (message: string) => report.step(message) };
  const unit = databaseUnit(postgresUnit({ folder, log }), schemas());
  return { units: [unit], url: unit.url };
}

/** A server that runs already, with a schema for each service. Throws CommandError if it cannot be used. */
export async function databaseAt(url: string, report: Report): Promise<MarketDatabase> {
  const { roles } = await provision({ url, services: schemas() }).catch((cause) => {
    throw new CommandError(`The PostgreSQL of DATABASE_URL cannot be used: ${cause.message}`);
  });
  report.step(`PostgreSQL of DATABASE_URL is prepared${roles ? "" : "; without roles, its login may not create any"}`);
  return { units: [], url: () => url };
}

/** Of each service, and of the gateway, which counts calls in its own with GATEWAY_RATE_STORE=postgres. */
function schemas(): readonly string[] {
  return [...serviceNames(), "gateway"];
}
