import type { Clock } from "#mesh/kernel";
import { defaultShippingRates } from "../domain/shipping-defaults.ts";
import type { ShippingRates } from "../domain/shipping-rates.ts";
import type { ShippingRatesStore, ToldShippingRates } from "./ports/shipping-rates.ts";

/** The rates as this process knows them: the defaults until shipping has told any. */
export interface ShippingRatesFollower {
  current(): ShippingRates;
  /** Takes over what another process has kept. */
  refresh(): Promise<void>;
  /** Keeps what shipping told for all processes; what is older than what is known changes nothing. */
  note(told: ToldShippingRates): Promise<void>;
}

export function followShippingRates(store: ShippingRatesStore, clock: Clock): ShippingRatesFollower {
  let known: ToldShippingRates = { rates: defaultShippingRates, version: 0 };
  const refresh = async () => {
    const newer = await store.findNewer(known.version);
    if (newer !== undefined && newer.version > known.version) known = newer;
  };
  return {
    current: () => known.rates,
    refresh,
    async note(told) {
      await store.keep(told, clock.now());
      await refresh();
    },
  };
}
