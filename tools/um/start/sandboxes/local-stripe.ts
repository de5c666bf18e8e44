import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { freePort } from "#mesh/machine";
import type { Layout } from "../layout.ts";
import { keysIn, type Sandbox } from "./sandbox.ts";

/**
 * The server that stands in for Stripe, on a free port. It sends its events to the market at the URL. Its keys are made
 * once, at random, and its objects are kept, so that money taken stays taken.
 */
export async function localStripe({ stripe }: Layout, url: string): Promise<Sandbox> {
  const random = () => randomBytes(24).toString("hex");
  const keys = await keysIn(stripe, () => ({ secretKey: `sk_test_${random()}`, webhookSecret: `whsec_${random()}` }));
  const port = String(await freePort());
  return {
    name: "stripe",
    env: {
      STRIPE_SANDBOX_PORT: port,
      STRIPE_SANDBOX_STORE: join(stripe, "objects.sqlite"),
      STRIPE_SANDBOX_SECRET_KEY: keys.secretKey,
      STRIPE_SANDBOX_WEBHOOK_SECRET: keys.webhookSecret,
      STRIPE_SANDBOX_WEBHOOK_URL: `${url}/webhooks/stripe`,
    },
    serviceEnv: {
      PAYMENT_PROVIDER: "stripe-sandbox",
      PAYMENT_STRIPE_URL: `http://127.0.0.1:${port}`,
      PAYMENT_STRIPE_SECRET_KEY: keys.secretKey,
      PAYMENT_STRIPE_WEBHOOK_SECRET: keys.webhookSecret,
    },
  };
}
