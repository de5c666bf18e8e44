import type { Logger } from "#mesh/kernel";
import type { Store } from "#mesh/store";

const settings = `SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off;
  SET max_parallel_workers_per_gather = 0`;

/**
 * Lets each connection plan a statement once, whatever it is asked for: planning anew, as PostgreSQL would prefer here,
 * takes longer than finding. A plan made while the index was empty has to do when it is full, so that none may read
 * whole tables where there is an index. Only connections made from now on.
 */
export function planOnce({ pool }: Pick<Store, "pool">, log: Logger): void {
  pool.on("connect", (client) => {
    client.query(settings).catch((error: unknown) => log.warn("statements will be planned anew each time", { error }));
  });
}
