import { type Store, statement } from "#mesh/store";
import { granted, type RateStore } from "./rate-store.ts";

interface Window {
  readonly taken: bigint;
  readonly reset_ms: number;
}

/** By the clock of the database, the only one that all gateways share. */
const take = statement<Window>(
  "gateway.take_calls",
  `INSERT INTO rate_windows AS open (class, caller, taken, end_time)
   VALUES ($1, $2, $3, now() + $4 * interval '1 second')
   ON CONFLICT (class, caller) DO UPDATE SET
     taken = CASE WHEN open.end_time <= now() THEN 0 ELSE open.taken END + excluded.taken,
     end_time = CASE WHEN open.end_time <= now() THEN excluded.end_time ELSE open.end_time END
   RETURNING taken, ceil(extract(epoch FROM end_time - now()) * 1000)::int AS reset_ms`,
);

const purge = statement(
  "gateway.purge_windows",
  `DELETE FROM rate_windows WHERE (class, caller) IN (
     SELECT class, caller FROM rate_windows WHERE end_time <= now() LIMIT 10000 FOR UPDATE SKIP LOCKED)`,
);

/** Windows in a table: one statement for each block of calls. */
export function postgresRateStore(store: Pick<Store, "query">): RateStore {
  return {
    windows: (name, { calls, windowSeconds }) => ({
      async take(caller, asked) {
        const [window] = await store.query(take, [name, caller, asked, windowSeconds]);
        if (window === undefined) throw new Error("an upsert gave no row");
        return { ...granted(calls, Number(window.taken), asked), resetMs: window.reset_ms };
      },
    }),
  };
}

/** Removes windows that are over every `ms` until it is closed; failures are told and made up for the next time. */
export function purgeWindows(store: Pick<Store, "query">, ms: number, failed: (error: unknown) => void) {
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = store.query(purge).then(() => undefined, failed);
  }, ms).unref();
  return {
    close: () => {
      clearInterval(timer);
      return running;
    },
  };
}
