import { choice, defineConfig, duration, secret, url } from "#mesh/config";

export const paymentConfig = defineConfig({
  provider: choice("PAYMENT_PROVIDER", {
    values: ["stripe-sandbox", "stripe"],
    default: "stripe-sandbox",
    embeddedDefault: true,
    description: "who moves the money: the local Stripe-speaking server, or Stripe",
  }),
  stripe: {
    url: url("PAYMENT_STRIPE_URL", {
      optional: true,
      description: "where Stripe's API is; default https://api.stripe.com, for the sandbox http://127.0.0.1:12111",
    }),
    secretKey: secret("PAYMENT_STRIPE_SECRET_KEY", {
      optional: true,
      description: "Stripe's API key; the sandbox has one of its own",
    }),
    webhookSecret: secret("PAYMENT_STRIPE_WEBHOOK_SECRET", {
      optional: true,
      description: "what Stripe signs events with; the sandbox has one of its own",
    }),
  },
  returnUrl: url("PAYMENT_RETURN_URL", {
    default: "http://127.0.0.1:8080/",
    description: "page a customer comes back to from the bank, such as after 3-D Secure",
  }),
  providerTimeoutMs: duration("PAYMENT_PROVIDER_TIMEOUT", {
    default: "8s",
    min: "100ms",
    max: "60s",
    description: "how long one request to the provider may take; a call's deadline only shortens it",
  }),
});
