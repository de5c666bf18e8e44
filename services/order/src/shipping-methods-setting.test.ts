import { loadConfig } from "#mesh/config";
import { shippingMethodsSetting } from "./shipping-methods-setting.ts";

const load = (env: Record<string, string>) => loadConfig({ methods: shippingMethodsSetting }, env).methods;

test("without a setting there is a flat price and one by weight, in the same currencies", () => {
  const methods = load({});
  expect(methods.map(({ shippingMethodId }) => shippingMethodId)).toEqual(["standard", "parcel"]);
  for (const { prices } of methods) {
    expect([...prices.keys()]).toEqual(["EUR", "USD", "GBP", "CHF", "SEK", "PLN", "JPY"]);
  }
});

test("a wrong setting ends the start, saying what is wrong and where", () => {
  const given = JSON.stringify([{ shipping_method_id: "drone", name: "Drone", prices: { EUR: { base: "1" } } }]);
  expect(() => load({ ORDER_SHIPPING_METHODS: given })).toThrow(
    `ORDER_SHIPPING_METHODS: method 1 ("drone"): the price in EUR: base must be a whole number of minor units, not negative (in ${given})`,
  );
});
