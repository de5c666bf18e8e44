import type { ShippingMethod, ShippingRates, ShippingTier } from "./shipping-rates.ts";

const everywhere = "everywhere";

const standard = { EUR: 490n, USD: 590n, GBP: 450n, CHF: 700n, SEK: 5900n, PLN: 1990n, JPY: 800n };

/** The price of a parcel, and what each started kilogram adds. */
const parcel = {
  EUR: [250n, 120n],
  USD: [300n, 140n],
  GBP: [220n, 110n],
  CHF: [350n, 170n],
  SEK: [2900n, 1400n],
  PLN: [990n, 490n],
  JPY: [400n, 200n],
} as const;

/** What is offered until shipping has told its rates: a flat price and one by weight, everywhere. */
export const defaultShippingRates: ShippingRates = {
  zones: [{ zoneId: everywhere, countryCodes: [] }],
  methods: [
    method(
      { shippingMethodId: "standard", name: "Standard", kind: "FLAT" },
      Object.entries(standard).map(([currencyCode, minorUnits]) => ({ from: 0n, price: { currencyCode, minorUnits } })),
    ),
    method(
      { shippingMethodId: "parcel", name: "Parcel by weight", kind: "BY_WEIGHT" },
      Object.entries(parcel).map(([currencyCode, [price, perKilogram]]) => ({
        from: 0n,
        price: { currencyCode, minorUnits: price },
        perStartedKilogram: { currencyCode, minorUnits: perKilogram },
      })),
    ),
  ],
};

function method(what: Omit<ShippingMethod, "rates">, tiers: readonly ShippingTier[]): ShippingMethod {
  return { ...what, rates: tiers.map((tier) => ({ zoneId: everywhere, tiers: [tier] })) };
}
