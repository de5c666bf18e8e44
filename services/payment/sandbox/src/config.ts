import { ConfigError, defineConfig, duration, list, loadConfig, port, secret, text, url } from "#mesh/config";
import { eventTypes } from "./objects.ts";

/** The types of events the payment service asks Stripe for. */
export const wantedEvents = [
  "payment_intent.amount_capturable_updated",
  "payment_intent.payment_failed",
  "payment_intent.succeeded",
  "payment_intent.canceled",
  "refund.updated",
  "refund.failed",
];

/** Settings of the local Stripe-speaking server. */
const sandboxConfig = defineConfig({
  port: port("STRIPE_SANDBOX_PORT", { default: 12_111, description: "loopback port it speaks Stripe's API on" }),
  store: text("STRIPE_SANDBOX_STORE", {
    default: ":memory:",
    description: 'SQLite file that keeps its objects; ":memory:" forgets them',
  }),
  secretKey: secret("STRIPE_SANDBOX_SECRET_KEY", {
    default: "sk_test_sandbox",
    description: "API key its callers must send",
  }),
  webhook: {
    url: url("STRIPE_SANDBOX_WEBHOOK_URL", { optional: true, description: "where it posts events; unset posts none" }),
    secret: secret("STRIPE_SANDBOX_WEBHOOK_SECRET", {
      default: "whsec_sandbox",
      description: "what it signs events with",
    }),
    delayMs: duration("STRIPE_SANDBOX_WEBHOOK_DELAY", {
      default: "100ms",
      description: "how long after its cause an event is posted, as Stripe's come after the answer",
    }),
    events: list("STRIPE_SANDBOX_WEBHOOK_EVENTS", {
      default: wantedEvents,
      values: eventTypes,
      description: "types of events it posts; the others can only be read",
    }),
  },
});

/** The settings in the environment. Throws ConfigError, with PROFILE=production in any case. */
export function readSandboxConfig(env = process.env) {
  if (env.PROFILE === "production") {
    throw new ConfigError([{ name: "PROFILE", text: "the local Stripe-speaking server never runs in production" }]);
  }
  return loadConfig(sandboxConfig, env, { prefixes: ["STRIPE_SANDBOX_"] });
}
