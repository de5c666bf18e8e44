import type pg from "pg";
import type { PoolClient, QueryConfig, QueryResult } from "pg";
import { type Call, currentCall } from "#mesh/kernel";
import { cancelRequest } from "./cancel-request.ts";
import { endsConnection, interrupted, translate, unavailable } from "./failures.ts";
import { borrow } from "./pool.ts";

/** How long a connection may take to come to rest after its call ended, before it is cut. */
const graceMs = 2_000;

export interface SessionOptions {
  readonly service: string;
  readonly pool: pg.Pool;
  /** The server ends statements that take longer. */
  readonly statementTimeoutMs: number;
}

/** Borrows a connection, for the current call if there is one. */
export async function openSession(options: SessionOptions): Promise<Session> {
  return new Session(options, await borrow(options.service, options.pool));
}

/**
 * One connection while it is lent out, to the current call if there is one. Statements may be sent without waiting for
 * earlier ones: they run in order. When the call ends, what is pending rejects at once; the connection itself goes back
 * only when it has come to rest, so that a late cancel request can never hit the next borrower's statement. Without a
 * call nobody else notices a server that went silent: then the connection is cut when an answer is overdue.
 */
export class Session {
  readonly #service: string;
  readonly #longestSilenceMs: number;
  readonly #client: PoolClient;
  readonly #call: Call | undefined;
  readonly #pending = new Set<(reason: unknown) => void>();
  readonly #onAbort = () => this.#interrupt();
  #busy = 0;
  #inTransaction = false;
  #finishing = false;
  #released = false;
  #overdue: NodeJS.Timeout | undefined;
  #silence: NodeJS.Timeout | undefined;

  constructor({ service, statementTimeoutMs }: SessionOptions, client: PoolClient) {
    this.#service = service;
    this.#longestSilenceMs = statementTimeoutMs + graceMs;
    this.#client = client;
    this.#call = currentCall();
    this.#call?.signal.addEventListener("abort", this.#onAbort, { once: true });
  }

  /** Rejects with DEADLINE_PASSED, CALL_CANCELLED or SERVICE_UNAVAILABLE where the failure is not the statement's own. */
  run<Row extends object>(query: QueryConfig): Promise<QueryResult<Row>> {
    if (this.#call?.signal.aborted) return Promise.reject(interrupted(this.#call));
    this.#busy += 1;
    return new Promise((resolve, reject) => {
      this.#pending.add(reject);
      this.#listen();
      this.#client.query<Row>(query, (error: Error | null, result: QueryResult<Row>) => {
        this.#pending.delete(reject);
        this.#listen();
        if (error) reject(this.#explain(error));
        else resolve(result);
        this.#rest();
      });
    });
  }

  /** Opens a transaction with a text that starts with BEGIN; answers with the result of its last statement. */
  async begin<Row extends object>(text: string): Promise<QueryResult<Row>> {
    this.#inTransaction = true;
    const result: QueryResult<Row> | QueryResult<Row>[] = await this.run<Row>({ text });
    return Array.isArray(result) ? result[result.length - 1] : result;
  }

  /**
   * Sends the last statements and COMMIT in one go; from here on nothing is cancelled on the server, whose answer
   * decides. If the connection is lost now, the transaction may or may not have been committed.
   */
  async commit(last: readonly QueryConfig[]): Promise<void> {
    this.#finishing = true;
    const results = await Promise.all([...last, { text: "COMMIT" }].map((query) => this.run(query)));
    this.#inTransaction = false;
    if (results.at(-1)?.command !== "COMMIT")
      throw new Error("the work went on after a failed statement; it is undone");
  }

  /** Gives the connection back: rolled back if a transaction is open, cut off if it is broken. */
  release(): void {
    this.#call?.signal.removeEventListener("abort", this.#onAbort);
    this.#released = true;
    if (this.#busy === 0) this.#giveBack();
  }

  #giveBack(): void {
    const client = this.#client;
    if (!this.#inTransaction || isLost(client)) {
      clearTimeout(this.#overdue);
      client.release(isLost(client));
      return;
    }
    this.#overdue ??= cutLater(client);
    client.query("ROLLBACK", (error: Error | null) => {
      clearTimeout(this.#overdue);
      client.release(error !== null || isLost(client));
    });
  }

  #interrupt(): void {
    const reason = interrupted(this.#call);
    for (const reject of this.#pending) reject(reason);
    if (this.#busy === 0) return;
    this.#overdue = cutLater(this.#client);
    if (!this.#finishing) this.#cancel();
  }

  #cancel(): void {
    this.#busy += 1;
    cancelRequest(this.#client, graceMs)
      .catch(() => cut(this.#client))
      .finally(() => this.#rest());
  }

  #rest(): void {
    this.#busy -= 1;
    if (this.#busy === 0 && this.#released) this.#giveBack();
  }

  #listen(): void {
    if (this.#call !== undefined) return;
    clearTimeout(this.#silence);
    this.#silence = this.#pending.size === 0 ? undefined : cutLater(this.#client, this.#longestSilenceMs);
  }

  #explain(error: Error): unknown {
    if (endsConnection(error)) cut(this.#client);
    return isLost(this.#client) ? unavailable(this.#service, error) : translate(this.#service, error, this.#call);
  }
}

function isLost(client: PoolClient): boolean {
  return client.connection.stream.destroyed;
}

function cut(client: PoolClient): void {
  client.connection.stream.destroy();
}

function cutLater(client: PoolClient, ms = graceMs): NodeJS.Timeout {
  return setTimeout(() => cut(client), ms).unref();
}
