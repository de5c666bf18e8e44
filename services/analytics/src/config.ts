import { choice, defineConfig } from "#mesh/config";

export const analyticsConfig = defineConfig({
  store: choice("ANALYTICS_STORE", {
    values: ["postgres"],
    default: "postgres",
    embeddedDefault: true,
    description: "engine that keeps facts and their sums",
  }),
});
