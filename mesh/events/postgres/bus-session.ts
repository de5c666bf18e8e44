import type pg from "pg";
import type { Logger } from "#mesh/kernel";
import type { Store } from "#mesh/store";
import { Wake } from "../wake.ts";
import { everyone } from "./append.ts";

/** The right to run a consumer, held by at most one process; it ends with the connection. */
export interface Lease {
  isHeld(): boolean;
  release(): Promise<void>;
}

/** The one connection of a process that hears notices and holds leases. It comes back by itself. */
export interface BusSession {
  /** Undefined while another holds the lease, or the connection is away. */
  tryLease(name: string): Promise<Lease | undefined>;
  /** Tells the subjects of appended events, separated by blanks, or "*" when anything may have happened; ends by the function returned. */
  onNotice(hear: (notice: string) => void): () => void;
  close(): Promise<void>;
}

const leaseLocks = 7_246_002;
const longestPauseMs = 5_000;

export function openBusSession(store: Store, log: Logger): BusSession {
  const listeners = new Set<(notice: string) => void>();
  const wake = new Wake();
  let client: pg.Client | undefined;
  let closed = false;

  const tell = (notice: string) => {
    for (const hear of listeners) hear(notice);
  };

  /** Resolves when the connection has ended. */
  async function connectOnce(): Promise<void> {
    const candidate = store.createClient();
    const ended = new Promise<void>((resolve) => candidate.once("end", () => resolve()));
    candidate.on("error", (error) => log.warn("bus connection lost", { error }));
    candidate.on("notification", ({ payload = everyone }) => tell(payload));
    await candidate.connect();
    await candidate.query("LISTEN bus");
    client = candidate;
    tell(everyone);
    if (closed) await candidate.end();
    await ended;
    client = undefined;
  }

  async function run(): Promise<void> {
    for (let failures = 0; !closed; failures++) {
      const connected = performance.now();
      await connectOnce().catch((error: unknown) => log.warn("bus does not answer", { error }));
      if (performance.now() - connected > longestPauseMs) failures = 0;
      if (!closed) await wake.pause(Math.min(50 * 2 ** failures, longestPauseMs));
    }
  }

  const running = run();
  return {
    tryLease: async (name) => (client === undefined ? undefined : tryLease(client, name, () => client)),
    onNotice(hear) {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    async close() {
      closed = true;
      wake.call();
      await client?.end();
      await running;
    },
  };
}

async function tryLease(
  client: pg.Client,
  name: string,
  current: () => pg.Client | undefined,
): Promise<Lease | undefined> {
  const { rows } = await client.query<{ taken: boolean }>("SELECT pg_try_advisory_lock($1, hashtext($2)) AS taken", [
    leaseLocks,
    name,
  ]);
  if (rows[0]?.taken !== true) return undefined;
  const isHeld = () => current() === client;
  return {
    isHeld,
    async release() {
      if (isHeld()) await client.query("SELECT pg_advisory_unlock($1, hashtext($2))", [leaseLocks, name]);
    },
  };
}
