import { choice, defineConfig } from "#mesh/config";

export const inventoryConfig = defineConfig({
  store: choice("INVENTORY_STORE", {
    values: ["postgres"],
    default: "postgres",
    embeddedDefault: true,
    description: "engine that keeps stock and reservations",
  }),
});
