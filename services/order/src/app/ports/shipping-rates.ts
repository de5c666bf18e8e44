import type { ShippingRates } from "../../domain/shipping-rates.ts";

/** What sending costs now, from memory. A use case asks once, so that all it says is of one time. */
export type CurrentShippingRates = () => ShippingRates;

/** Keeps what shipping told last. */
export interface ShippingRatesStore {
  /** What is kept, if it is of a newer version than the one given. */
  findNewer(version: number): Promise<ToldShippingRates | undefined>;
  /** Does nothing if as new a version is kept. */
  keep(told: ToldShippingRates, now: Date): Promise<void>;
}

export interface ToldShippingRates {
  readonly rates: ShippingRates;
  /** Of the event. */
  readonly version: number;
}
