import type { Logger } from "#mesh/kernel";
import type { Store } from "#mesh/store";

/**
 * Lets each connection plan a statement once, whatever it is asked for: planning anew, as PostgreSQL would prefer here,
 * takes longer than finding. Only connections made from now on.
 */
export function planOnce({ pool }: Pick<Store, "pool">, log: Logger): void {
  pool.on("connect", (client) => {
    client
      .query("SET plan_cache_mode = force_generic_plan")
      .catch((error: unknown) => log.warn("statements will be planned each time", { error }));
  });
}
