import { choice, defineConfig } from "#mesh/config";

export const pricingConfig = defineConfig({
  store: choice("PRICING_STORE", {
    values: ["postgres"],
    default: "postgres",
    embeddedDefault: true,
    description: "engine that keeps prices, promotions and tax rules",
  }),
});
