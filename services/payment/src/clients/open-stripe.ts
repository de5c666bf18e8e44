import Stripe from "stripe";
import { ConfigError, type Secret, type Values } from "#mesh/config";
import type { paymentConfig } from "../config.ts";

/** The version of Stripe's API this service was written against. */
const apiVersion = "2026-10-28.endive";

const sandbox = { url: "http://127.0.0.1:12111", secretKey: "sk_test_sandbox", webhookSecret: "whsec_sandbox" };

/** Stripe's library for the configured provider. Throws ConfigError if Stripe is chosen without its keys. */
export function openStripe(config: Values<typeof paymentConfig>): { stripe: Stripe; webhookSecret: string } {
  const { provider, stripe: given, providerTimeoutMs } = config;
  const isSandbox = provider === "stripe-sandbox";
  const { protocol, hostname, port } = new URL(given.url ?? (isSandbox ? sandbox.url : "https://api.stripe.com"));
  const secretKey = revealed("PAYMENT_STRIPE_SECRET_KEY", given.secretKey, isSandbox ? sandbox.secretKey : undefined);
  const webhookSecret = revealed(
    "PAYMENT_STRIPE_WEBHOOK_SECRET",
    given.webhookSecret,
    isSandbox ? sandbox.webhookSecret : undefined,
  );
  if (isSandbox && secretKey.startsWith("sk_live_")) {
    throw wrong("PAYMENT_STRIPE_SECRET_KEY", "is a live key, and PAYMENT_PROVIDER is stripe-sandbox");
  }
  const stripe = new Stripe(secretKey, {
    apiVersion,
    protocol: protocol === "http:" ? "http" : "https",
    host: hostname,
    ...(port === "" ? {} : { port }),
    timeout: providerTimeoutMs,
    maxNetworkRetries: 0,
    telemetry: false,
  });
  return { stripe, webhookSecret };
}

function revealed(name: string, secret: Secret | undefined, fallback: string | undefined): string {
  const value = secret?.reveal() ?? fallback;
  if (value === undefined) throw wrong(name, "not set, and PAYMENT_PROVIDER=stripe needs it");
  return value;
}

function wrong(name: string, text: string): ConfigError {
  return new ConfigError([{ name, text }]);
}
