import pg from "pg";
import { type Call, currentCall, type Logger } from "#mesh/kernel";
import { columnTypes } from "./column-types.ts";
import { interrupted, sqlState, translate, unavailable } from "./failures.ts";
import { borrowingRefused } from "./work-scope.ts";

/** Caps of the server on what a connection does; a call's deadline only shortens them. Milliseconds. */
export interface Caps {
  readonly statementTimeoutMs: number;
  readonly lockTimeoutMs: number;
  readonly idleInTransactionTimeoutMs: number;
}

export const defaultCaps: Caps = {
  statementTimeoutMs: 30_000,
  lockTimeoutMs: 10_000,
  idleInTransactionTimeoutMs: 30_000,
};

/** Where connections stand: `role` is taken on at the start of each, if given. */
export interface ConnectionOptions {
  readonly url: string;
  readonly schema: string;
  readonly role?: string | undefined;
  readonly caps: Caps;
}

export interface PoolOptions extends ConnectionOptions {
  readonly size: number;
  readonly log: Logger;
}

const connectTimeoutMs = 5_000;

/** A pool that heals when the server comes back, and refuses to lend inside the work of a transaction. */
export function createPool({ size, log, ...options }: PoolOptions): pg.Pool {
  const { schema } = options;
  const pool = new pg.Pool({ ...connectionOptions(options), max: size, idleTimeoutMillis: 0 });
  pool.on("connect", (client) =>
    client.on("error", (error) => {
      log.warn("connection lost", { schema, error });
      // The driver takes no more statements, but the socket may still be open for a moment.
      client.connection.stream.destroy();
    }),
  );
  pool.on("error", () => {});
  const connect = pool.connect.bind(pool);
  const guarded = (callback?: Parameters<typeof connect>[0]) => {
    const refusal = borrowingRefused();
    if (callback === undefined) return refusal ? Promise.reject(refusal) : connect();
    return refusal ? callback(refusal, undefined, () => {}) : connect(callback);
  };
  return Object.assign(pool, { connect: guarded });
}

/** What every connection of the mesh is opened with. */
export function connectionOptions({ url, schema, role, caps }: ConnectionOptions): pg.ClientConfig {
  return {
    connectionString: withStartupOptions(url, startupOptions(schema, role, caps)),
    application_name: schema,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    pipeline: true,
    types: columnTypes,
  };
}

/** A connection, waiting for a free one no longer than the current call lasts. */
export function borrow(service: string, pool: pg.Pool): Promise<pg.PoolClient> {
  const call = currentCall();
  if (call?.signal.aborted) return Promise.reject(interrupted(call));
  return new Promise((resolve, reject) => {
    let waiting = true;
    const giveUp = () => {
      waiting = false;
      reject(interrupted(call));
    };
    call?.signal.addEventListener("abort", giveUp, { once: true });
    pool.connect((error, client) => {
      call?.signal.removeEventListener("abort", giveUp);
      if (client === undefined) reject(explain(service, error, call));
      else if (waiting) resolve(client);
      else client.release();
    });
  });
}

function explain(service: string, error: unknown, call: Call | undefined): unknown {
  if (borrowingRefused() !== undefined) return error;
  return sqlState(error) === undefined ? unavailable(service, error) : translate(service, error, call);
}

function startupOptions(schema: string, role: string | undefined, caps: Caps): string {
  const settings = {
    search_path: `"${schema}"`,
    statement_timeout: caps.statementTimeoutMs,
    lock_timeout: caps.lockTimeoutMs,
    idle_in_transaction_session_timeout: caps.idleInTransactionTimeoutMs,
    ...(role === undefined ? {} : { role }),
  };
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(" ");
}

function withStartupOptions(url: string, options: string): string {
  const target = new URL(url);
  target.searchParams.set("options", `${target.searchParams.get("options") ?? ""} ${options}`.trim());
  return target.href;
}
