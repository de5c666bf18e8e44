import type { Values } from "#mesh/config";
import { type Bus, openPostgresBus } from "#mesh/events";
import { accessEndedReader, accessEndedSubject, endAccess, type TokenVerifier } from "#mesh/identity";
import type { Clock, DomainEvent, Logger } from "#mesh/kernel";
import type { Contracts } from "#mesh/rpc";
import { checkPoolBudget, type Database } from "#mesh/store";
import type { RunningService } from "./define-service.ts";
import { databaseUrl, type meshConfig } from "./settings.ts";

export interface BusOptions {
  readonly config: Values<typeof meshConfig>;
  readonly databases: readonly Database<DomainEvent>[];
  readonly running: readonly RunningService[];
  readonly tokens: TokenVerifier;
  readonly contracts: Contracts;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * The bus of a process that keeps data or consumes events; undefined for any other. When it is there, the verifier knows
 * of the tokens that ended, wherever that was, and goes on hearing of them.
 */
export async function openBus(options: BusOptions): Promise<Bus | undefined> {
  const { config, databases, running, log } = options;
  const consumes = running.some(({ consumers = [] }) => consumers.length > 0);
  if (databases.length === 0 && !consumes) return undefined;
  const url = databaseUrl(config);
  const pools = databases.map(({ service }) => [service, config.database.poolSize]);
  await checkPoolBudget(url, { ...Object.fromEntries(pools), bus: 3 });
  const bus = await openPostgresBus({ url, log });
  try {
    await followEndedAccess(bus, options);
    return bus;
  } catch (error) {
    await bus.close();
    throw error;
  }
}

async function followEndedAccess(bus: Bus, { tokens, contracts, clock }: BusOptions): Promise<void> {
  const read = accessEndedReader(contracts.registry);
  await bus.follow({
    subjects: [accessEndedSubject],
    since: new Date(clock.now().getTime() - tokens.longestLifeMs),
    handle: ({ payload }) => endAccess(tokens, read(payload)),
  });
}
