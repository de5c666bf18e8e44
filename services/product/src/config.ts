import { choice, defineConfig, text } from "#mesh/config";

export const productConfig = defineConfig({
  store: choice("PRODUCT_STORE", {
    values: ["postgres"],
    default: "postgres",
    embeddedDefault: true,
    description: "engine that keeps products and categories",
  }),
  language: text("PRODUCT_LANGUAGE", {
    default: "en",
    description: "language of the catalogue's own texts, a BCP 47 tag; translations fall back to it",
  }),
});
