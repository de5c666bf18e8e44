import type { DomainEvent, RequestKey } from "#mesh/kernel";
import { change, type WorkResult } from "./change.ts";
import type { EnvelopeSource } from "./outbox.ts";
import type { Statement } from "./statement.ts";
import { openStore, type Store, type StoreOptions } from "./store.ts";
import type { Telling } from "./telling.ts";
import type { Transaction } from "./transact.ts";
import { write } from "./write.ts";

/** A service's own schema: reads, and changes that carry their events and their request key. */
export interface Database<E extends DomainEvent> extends Store {
  /**
   * Runs `work` in one transaction with the events it returns. With a request key the effect happens once: a repeat
   * gets the first answer (waiting for it if it is under way), other content under the same key is refused with
   * REQUEST_ID_REUSED. `work` may run several times: it does nothing but ask and write through `tx`.
   * Refuses with DEADLINE_PASSED, CALL_CANCELLED, or SERVICE_UNAVAILABLE; the change may have happened all the same:
   * repeat it under the same key. For a call with `validate_only` it runs `work`, answers, and undoes everything.
   */
  change<T>(request: RequestKey | undefined, work: (tx: Transaction) => Promise<WorkResult<T, E>>): Promise<T>;
  /**
   * Runs one writing statement as a transaction of its own. It keeps the events if it changes a row: a `telling` says
   * which of its CTEs tells that; any other that is given events is one INSERT, UPDATE or DELETE with RETURNING. Cheaper
   * than `change` where no request key is kept and the events are known beforehand. Refuses as `change` does.
   */
  write<Row>(
    statement: Statement<Row> | Telling<Row>,
    values: readonly unknown[],
    events: readonly E[],
  ): Promise<readonly Row[]>;
  /** Calls `wake` after each commit of this process that wrote events, until the returned function is called. */
  onEvents(wake: () => void): () => void;
}

export interface DatabaseOptions<E extends DomainEvent> extends Omit<StoreOptions, "migrations">, EnvelopeSource<E> {
  /** Folder of the service's own migrations; its URL ends in "/". */
  readonly migrations: URL;
}

const meshMigrations = new URL("migrations/", import.meta.url);

/** Brings a service's schema up to date and opens it. The schema must exist: see `provision`. */
export async function openDatabase<E extends DomainEvent>(options: DatabaseOptions<E>): Promise<Database<E>> {
  const store = await openStore({ ...options, migrations: [meshMigrations, options.migrations] });
  const wakes = new Set<() => void>();
  const committed = () => {
    for (const wake of wakes) wake();
  };
  const changes = { ...options, pool: store.pool, statementTimeoutMs: store.caps.statementTimeoutMs, committed };
  return {
    ...store,
    change: (request, work) => change(changes, request, work),
    write: (statement, values, events) => write(changes, statement, values, events),
    onEvents(wake) {
      wakes.add(wake);
      return () => wakes.delete(wake);
    },
  };
}
