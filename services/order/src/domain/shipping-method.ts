import type { Money } from "#mesh/kernel";

/** A way to have things sent. */
export interface ShippingMethod {
  readonly shippingMethodId: string;
  readonly name: string;
  /** By ISO 4217 code; what has no price in a cart's currency is not offered for it. */
  readonly prices: ReadonlyMap<string, ShippingPrice>;
}

/** In minor units. */
export interface ShippingPrice {
  readonly base: bigint;
  /** For each kilogram that is begun; 0 for a flat price. */
  readonly perStartedKilogram: bigint;
}

/** A method with what it costs for one cart. */
export interface ShippingOption {
  readonly shippingMethodId: string;
  readonly name: string;
  readonly price: Money;
}
