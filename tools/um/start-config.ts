import { choice, defineConfig, flag, port, profile, secret, text } from "#mesh/config";

/** What `um start` and its siblings read from the environment. */
export const startConfig = defineConfig({
  profile,
  dataDir: text("DATA_DIR", { default: ".data", description: "folder of everything the market keeps" }),
  processes: choice("PROCESSES", {
    values: ["one", "many"],
    default: "one",
    description: "one process for everything, or many: one a service",
  }),
  port: port("PORT", { default: 8080, description: "the market's public door" }),
  adminPort: port("ADMIN_PORT", {
    optional: true,
    description: "metrics and health, on loopback; a free one if unset",
  }),
  grpcPort: port("GRPC_PORT", {
    optional: true,
    description: "all services over gRPC with reflection, on loopback; a free one if unset",
  }),
  databaseUrl: secret("DATABASE_URL", {
    optional: true,
    description: "a PostgreSQL of your own instead of the embedded one",
  }),
  sampleShop: flag("SAMPLE_SHOP", { default: true, description: "load the sample shop into an empty market" }),
});
