import {
  choice,
  defineConfig,
  duration,
  type Env,
  flag,
  loadConfig,
  port,
  profile,
  secret,
  text,
  url,
  type Values,
} from "#mesh/config";

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
  demo: {
    adminPassword: secret("DEMO_ADMIN_PASSWORD", {
      optional: true,
      min: 12,
      description: "password of admin@ultramarket.example, for the first start; one at random if unset",
    }),
    customerPassword: secret("DEMO_CUSTOMER_PASSWORD", {
      optional: true,
      min: 12,
      description: "password of customer@ultramarket.example, likewise",
    }),
  },
  paymentProvider: choice("PAYMENT_PROVIDER", {
    values: ["stripe-sandbox", "stripe"],
    default: "stripe-sandbox",
    description: "a local server that stands in for Stripe, or Stripe itself with PAYMENT_STRIPE_SECRET_KEY",
  }),
  carrier: choice("SHIPPING_CARRIER", {
    values: ["sandbox", "api"],
    default: "sandbox",
    description: "a simulated carrier, or one that speaks the same API with SHIPPING_CARRIER_URL and _KEY",
  }),
  smtpUrl: secret("NOTIFICATION_SMTP_URL", {
    optional: true,
    description: "mail server that sends messages; a local mailbox, which um mail shows, if unset",
  }),
  paymentReturnUrl: url("PAYMENT_RETURN_URL", {
    optional: true,
    description: "page a customer comes back to from the bank; the market's public door if unset",
  }),
  restartPauseMs: duration("RESTART_PAUSE", {
    default: "10s",
    min: "100ms",
    max: "10m",
    description: "longest pause before a process that keeps ending is started again",
  }),
  sampleShop: flag("SAMPLE_SHOP", { default: true, description: "load the sample shop into an empty market" }),
});

export type StartSettings = Values<typeof startConfig>;

/** The settings of `um` itself; those of the services come along in the environment, and are checked by them. */
export function readStartSettings(env: Env): StartSettings {
  return loadConfig(startConfig, env, { prefixes: [] });
}
