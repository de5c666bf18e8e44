import { fakeClock } from "#mesh/testing";
import { someRates } from "../../test/cart-builders.ts";
import { defaultShippingRates } from "../domain/shipping-defaults.ts";
import { followShippingRates } from "./follow-shipping-rates.ts";
import type { ShippingRatesStore, ToldShippingRates } from "./ports/shipping-rates.ts";

function aStore(): ShippingRatesStore {
  let kept: ToldShippingRates | undefined;
  return {
    findNewer: async (version) => (kept !== undefined && kept.version > version ? kept : undefined),
    keep: async (told) => {
      if (kept === undefined || told.version > kept.version) kept = told;
    },
  };
}

test("each process knows the defaults, then what any of them was told, and never what is older", async () => {
  const store = aStore();
  const [here, there] = [followShippingRates(store, fakeClock()), followShippingRates(store, fakeClock())];
  await here.refresh();
  expect(here.current()).toBe(defaultShippingRates);
  await here.note({ rates: someRates, version: 2 });
  expect([here.current(), there.current()]).toEqual([someRates, defaultShippingRates]);
  await there.refresh();
  expect(there.current()).toBe(someRates);
  await there.note({ rates: defaultShippingRates, version: 1 });
  expect(there.current()).toBe(someRates);
});
