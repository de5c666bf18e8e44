import { choice, defineConfig } from "#mesh/config";

export const productConfig = defineConfig({
  store: choice("PRODUCT_STORE", {
    values: ["postgres"],
    default: "postgres",
    embeddedDefault: true,
    description: "engine that keeps products and categories",
  }),
});
