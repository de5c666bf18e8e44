import type pg from "pg";
import type { DomainEvent, RequestKey } from "#mesh/kernel";
import { change, type Transaction, type WorkResult } from "./change.ts";
import type { Log } from "./log.ts";
import { migrate } from "./migrate.ts";
import { readMigrations } from "./migrations.ts";
import type { EnvelopeSource } from "./outbox.ts";
import { borrow, type Caps, createPool, defaultCaps } from "./pool.ts";
import { prepareSchema } from "./schema.ts";
import { Session } from "./session.ts";
import { type Reader, type Statement, statement } from "./statement.ts";

/** A service's own schema: reads outside transactions, and changes. Reads stop when the current call ends. */
export interface Database<E extends DomainEvent> extends Reader {
  readonly service: string;
  readonly schema: string;
  /** For typed reads outside transactions. */
  readonly pool: pg.Pool;
  /**
   * Runs `work` in one transaction with the events it returns. With a request key the effect happens once: a repeat
   * gets the first answer (waiting for it if it is under way), other content under the same key is refused with
   * REQUEST_ID_REUSED. `work` may run several times: it does nothing but ask and write through `tx`.
   * Refuses with DEADLINE_PASSED, CALL_CANCELLED, or SERVICE_UNAVAILABLE; after the first and the last the change may
   * have happened: repeat it under the same key.
   */
  change<T>(request: RequestKey | undefined, work: (tx: Transaction) => Promise<WorkResult<T, E>>): Promise<T>;
  /** Calls `wake` after each commit of this process that wrote events, until the returned function is called. */
  onEvents(wake: () => void): () => void;
  /** Rejects with SERVICE_UNAVAILABLE unless the database answers. */
  check(): Promise<void>;
  /** Waits for what is under way and closes the connections. */
  close(): Promise<void>;
}

export interface DatabaseOptions<E extends DomainEvent> extends EnvelopeSource<E> {
  readonly url: string;
  readonly poolSize: number;
  /** Folder of the service's migrations; its URL ends in "/". */
  readonly migrations: URL;
  readonly log: Log;
  /** The service's name, unless given. */
  readonly schema?: string;
  readonly caps?: Caps;
}

const ping = statement("mesh.ping", "SELECT 1");
const ownMigrations = new URL("migrations/", import.meta.url);

/** Brings the schema up to date and opens it. The schema must exist: see `provision`. */
export async function openDatabase<E extends DomainEvent>(options: DatabaseOptions<E>): Promise<Database<E>> {
  const { service, schema = service, url, log, caps = defaultCaps } = options;
  const migrations = [...(await readMigrations(ownMigrations)), ...(await readMigrations(options.migrations))];
  const role = await prepareSchema({ service, url, schema, caps }, (client) =>
    migrate(client, schema, migrations, log),
  );
  const pool = createPool({ url, size: options.poolSize, schema, role, caps, log });
  return createDatabase({ ...options, schema, caps }, pool);
}

function createDatabase<E extends DomainEvent>(
  options: DatabaseOptions<E> & { schema: string; caps: Caps },
  pool: pg.Pool,
): Database<E> {
  const { service, schema } = options;
  const wakes = new Set<() => void>();
  const committed = () => {
    for (const wake of wakes) wake();
  };
  const changeOptions = { ...options, pool, committed, statementTimeoutMs: options.caps.statementTimeoutMs };

  async function query<Row>({ name, text }: Statement<Row>, values: readonly unknown[] = []): Promise<readonly Row[]> {
    const session = new Session(service, await borrow(service, pool));
    try {
      const { rows } = await session.run({ name, text, values: values as unknown[] });
      return rows as Row[];
    } finally {
      session.release();
    }
  }

  return {
    service,
    schema,
    pool,
    query,
    change: (request, work) => change(changeOptions, request, work),
    onEvents(wake) {
      wakes.add(wake);
      return () => wakes.delete(wake);
    },
    check: async () => {
      await query(ping);
    },
    close: () => pool.end(),
  };
}
