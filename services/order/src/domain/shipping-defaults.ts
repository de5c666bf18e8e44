import type { ShippingMethod, ShippingPrice } from "./shipping-method.ts";

const flat = (base: bigint): ShippingPrice => ({ base, perStartedKilogram: 0n });
const byWeight = (base: bigint, perStartedKilogram: bigint): ShippingPrice => ({ base, perStartedKilogram });

/** What is offered unless a setting says otherwise: a flat price, and one by weight. */
export const defaultShippingMethods: readonly ShippingMethod[] = [
  {
    shippingMethodId: "standard",
    name: "Standard",
    prices: new Map([
      ["EUR", flat(490n)],
      ["USD", flat(590n)],
      ["GBP", flat(450n)],
      ["CHF", flat(700n)],
      ["SEK", flat(5900n)],
      ["PLN", flat(1990n)],
      ["JPY", flat(800n)],
    ]),
  },
  {
    shippingMethodId: "parcel",
    name: "Parcel by weight",
    prices: new Map([
      ["EUR", byWeight(250n, 120n)],
      ["USD", byWeight(300n, 140n)],
      ["GBP", byWeight(220n, 110n)],
      ["CHF", byWeight(350n, 170n)],
      ["SEK", byWeight(2900n, 1400n)],
      ["PLN", byWeight(990n, 490n)],
      ["JPY", byWeight(400n, 200n)],
    ]),
  },
];
