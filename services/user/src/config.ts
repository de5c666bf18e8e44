import { choice, defineConfig } from "#mesh/config";

export const userConfig = defineConfig({
  store: choice("USER_STORE", {
    values: ["postgres"],
    default: "postgres",
    embeddedDefault: true,
    description: "engine that keeps profiles and addresses",
  }),
});
