import { loadConfig } from "#mesh/config";
import { shippingMethodsSetting } from "./shipping-methods-setting.ts";

const load = (env: Record<string, string>) => loadConfig({ methods: shippingMethodsSetting }, env).methods;
const drone = (base: unknown) =>
  JSON.stringify([{ shipping_method_id: "drone", name: "Drone", prices: { EUR: { base } } }]);

test("methods come from the environment, if it names any", () => {
  const prices = new Map([["EUR", { base: 990n, perStartedKilogram: 0n }]]);
  const methods = [{ shippingMethodId: "drone", name: "Drone", prices }];
  expect(load({ ORDER_SHIPPING_METHODS: drone(990) })).toEqual(methods);
  expect(load({})).toBeUndefined();
});

test("a wrong setting ends the start, saying what is wrong and where", () => {
  expect(() => load({ ORDER_SHIPPING_METHODS: drone("1") })).toThrow(
    `ORDER_SHIPPING_METHODS: method 1 ("drone"): the price in EUR: base must be a whole number of minor units, not negative (in ${drone("1")})`,
  );
});
