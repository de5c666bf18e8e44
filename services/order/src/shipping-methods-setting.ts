import { ConfigError, type Setting, text } from "#mesh/config";
import type { ShippingMethod } from "./domain/shipping-method.ts";
import { shippingMethodsFromJson } from "./domain/shipping-methods-json.ts";

const name = "ORDER_SHIPPING_METHODS";

/** The ways to have things sent; undefined for the usual ones. A wrong value ends the start, saying what and where. */
export const shippingMethodsSetting: Setting<readonly ShippingMethod[] | undefined> = {
  ...text(name, {
    optional: true,
    description: "ways to have things sent, as in services/order/README.md; default: standard and parcel",
  }),
  type: "JSON",
  wanted: "a JSON list of shipping methods",
  read: readMethods,
};

function readMethods(given: string): readonly ShippingMethod[] {
  try {
    return shippingMethodsFromJson(given);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ConfigError([{ name, text: `${error.message} (in ${given})` }]);
  }
}
