import type { Money } from "#mesh/kernel";

/** What sending costs: all zones and all methods that are offered, at one time. */
export interface ShippingRates {
  readonly zones: readonly ShippingZone[];
  readonly methods: readonly ShippingMethod[];
}

/** Countries that are sent to at the same price. */
export interface ShippingZone {
  readonly zoneId: string;
  /** ISO 3166-1 alpha-2; none for every country where the zone that names it has no rate of a method. */
  readonly countryCodes: readonly string[];
}

/** A way to have things sent. */
export interface ShippingMethod {
  readonly shippingMethodId: string;
  readonly name: string;
  /** What its tiers begin at: nothing, grams, or minor units of what is sent. */
  readonly kind: "FLAT" | "BY_WEIGHT" | "BY_PRICE";
  readonly rates: readonly ShippingRate[];
}

/** What a method costs in one zone, in the currency of its tiers. */
export interface ShippingRate {
  readonly zoneId: string;
  /** In ascending order of `from`, all in one currency. */
  readonly tiers: readonly ShippingTier[];
}

/** A price from some weight or price on. */
export interface ShippingTier {
  /** Grams or minor units. */
  readonly from: bigint;
  readonly price: Money;
  /** For each kilogram of the whole weight that is begun; absent for nothing. */
  readonly perStartedKilogram?: Money | undefined;
}

/** A method with what it costs for one cart. */
export interface ShippingOption {
  readonly shippingMethodId: string;
  readonly name: string;
  readonly price: Money;
}
