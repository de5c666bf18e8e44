import pg from "pg";
import type { Logger } from "#mesh/kernel";
import { migrate } from "./migrate.ts";
import { readMigrations } from "./migrations.ts";
import { type Caps, connectionOptions, createPool, defaultCaps } from "./pool.ts";
import { prepareSchema } from "./schema.ts";
import { openSession } from "./session.ts";
import { type Reader, type Statement, statement } from "./statement.ts";
import { runWork, type Transaction, transact } from "./transact.ts";

/** One schema of the database and its connections. Reads stop when the current call ends. */
export interface Store extends Reader {
  readonly service: string;
  readonly schema: string;
  /** For typed reads by Prisma, outside transactions; a statement of `pool.query` stops and fails as those of `query`. */
  readonly pool: pg.Pool;
  readonly caps: Caps;
  /** Runs the work in one transaction, again if another stood in its way; it does nothing but ask and write. */
  transact<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** A connection beside the pool, not yet connected, for those who need one for long, such as a listener. */
  createClient(): pg.Client;
  /** Rejects with SERVICE_UNAVAILABLE unless the database answers. */
  check(): Promise<void>;
  /** Waits for what is under way and closes the connections. */
  close(): Promise<void>;
}

export interface StoreOptions {
  /** Who is named when the store does not answer. */
  readonly service: string;
  readonly url: string;
  readonly poolSize: number;
  /** Folders of migrations, applied in this order; their URLs end in "/". */
  readonly migrations: readonly URL[];
  readonly log: Logger;
  /** The service's name, unless given. */
  readonly schema?: string;
  readonly caps?: Caps;
}

const ping = statement("mesh.ping", "SELECT 1");

/** Brings the schema up to date and opens it. The schema must exist: see `provision`. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { service, schema = service, url, log, caps = defaultCaps } = options;
  const migrations = (await Promise.all(options.migrations.map(readMigrations))).flat();
  const role = await prepareSchema({ service, url, schema, caps }, (client) =>
    migrate(client, schema, migrations, log),
  );
  const connection = { url, schema, role, caps };
  const query = (asked: string | pg.QueryConfig) => run(typeof asked === "string" ? { text: asked } : asked);
  const pool = Object.assign(createPool({ ...connection, size: options.poolSize, log }), { query });
  const sessions = { service, pool, statementTimeoutMs: caps.statementTimeoutMs };

  async function run(query: pg.QueryConfig): Promise<pg.QueryResult> {
    const session = await openSession(sessions);
    try {
      return await session.run(query);
    } finally {
      session.release();
    }
  }

  async function read<Row>({ name, text }: Statement<Row>, values: readonly unknown[] = []): Promise<readonly Row[]> {
    const { rows } = await run({ name, text, values: values as unknown[] });
    return rows as Row[];
  }

  return {
    service,
    schema,
    pool,
    caps,
    query: read,
    transact: (work) =>
      transact(sessions, [], async (session) => {
        const answer = await runWork(session, work);
        await session.commit([]);
        return answer;
      }),
    createClient: () => new pg.Client(connectionOptions(connection)),
    check: async () => {
      await read(ping);
    },
    close: () => pool.end(),
  };
}
