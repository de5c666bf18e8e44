import { ConfigError, type Setting, text } from "#mesh/config";
import type { ShippingMethod } from "./domain/shipping-method.ts";
import { shippingMethodsFromJson } from "./domain/shipping-methods-json.ts";

const name = "ORDER_SHIPPING_METHODS";

/** Until there is a shipping service: a flat price, and one by weight. */
const defaults = [
  {
    shipping_method_id: "standard",
    name: "Standard",
    prices: {
      EUR: { base: 490 },
      USD: { base: 590 },
      GBP: { base: 450 },
      CHF: { base: 700 },
      SEK: { base: 5900 },
      PLN: { base: 1990 },
      JPY: { base: 800 },
    },
  },
  {
    shipping_method_id: "parcel",
    name: "Parcel by weight",
    prices: {
      EUR: { base: 250, per_started_kilogram: 120 },
      USD: { base: 300, per_started_kilogram: 140 },
      GBP: { base: 220, per_started_kilogram: 110 },
      CHF: { base: 350, per_started_kilogram: 170 },
      SEK: { base: 2900, per_started_kilogram: 1400 },
      PLN: { base: 990, per_started_kilogram: 490 },
      JPY: { base: 400, per_started_kilogram: 200 },
    },
  },
];

/** The ways to have things sent. Reading it throws a ConfigError that says what is wrong and where. */
export const shippingMethodsSetting: Setting<readonly ShippingMethod[]> = {
  ...text(name, {
    default: JSON.stringify(defaults),
    description: "ways to have things sent: JSON, prices by currency in minor units, see services/order/README.md",
  }),
  type: "JSON",
  wanted: "a JSON list of shipping methods",
  read: readMethods,
};

function readMethods(given: string): readonly ShippingMethod[] {
  try {
    return shippingMethodsFromJson(given);
  } catch (error) {
    if (error instanceof TypeError) throw new ConfigError([{ name, text: `${error.message} (in ${given})` }]);
    throw error;
  }
}
