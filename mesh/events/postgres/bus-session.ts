import type pg from "pg";
import type { Logger } from "#mesh/kernel";
import type { Store } from "#mesh/store";
import { matches, type SubjectFilter } from "../subjects.ts";
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

/** True if a notice may tell of events of these subjects. */
export function concerns(notice: string, filter: SubjectFilter): boolean {
  return notice === everyone || notice.split(" ").some((subject) => matches(filter, subject));
}

const leaseLocks = 7_246_002;
const longestPauseMs = 5_000;

/** The connection is given up if the server takes longer than `patienceMs` for one of its statements. */
export function openBusSession(store: Store, log: Logger, patienceMs = 10_000): BusSession {
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
    try {
      await candidate.connect();
      await patiently(candidate, patienceMs, () => candidate.query("LISTEN bus"));
      client = candidate;
      tell(everyone);
      if (!closed) await ended;
    } finally {
      client = undefined;
      cut(candidate);
    }
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
    tryLease,
    onNotice(hear) {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    async close() {
      closed = true;
      wake.call();
      const open = client;
      if (open !== undefined) await patiently(open, patienceMs, () => open.end());
      await running;
    },
  };

  async function tryLease(name: string): Promise<Lease | undefined> {
    const holder = client;
    if (holder === undefined) return undefined;
    const isHeld = () => client === holder;
    const taken = await lock(holder, "pg_try_advisory_lock", name);
    const release = async () => {
      if (isHeld()) await lock(holder, "pg_advisory_unlock", name);
    };
    return taken ? { isHeld, release } : undefined;
  }

  async function lock(holder: pg.Client, call: "pg_try_advisory_lock" | "pg_advisory_unlock", name: string) {
    const sql = `SELECT ${call}($1, hashtext($2)) AS done`;
    const { rows } = await patiently(holder, patienceMs, () =>
      holder.query<{ done: boolean }>(sql, [leaseLocks, name]),
    );
    return rows[0]?.done === true;
  }
}

/** Cuts a connection whose server does not answer in time; the work then rejects. */
async function patiently<T>(client: pg.Client, patienceMs: number, work: () => Promise<T>): Promise<T> {
  const overdue = setTimeout(() => cut(client), patienceMs);
  try {
    return await work();
  } finally {
    clearTimeout(overdue);
  }
}

function cut(client: pg.Client): void {
  client.connection.stream.destroy();
}
