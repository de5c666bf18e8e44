import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "#mesh/machine";
import { nodeProcess, type Unit } from "#mesh/supervisor";
import type { Layout } from "./layout.ts";
import { keepForOwner } from "./owner-file.ts";
import { root } from "./service-names.ts";

/** The local server that stands in for Stripe, and what payment needs to use it. */
export interface LocalStripe {
  readonly unit: Unit;
  readonly paymentEnv: Readonly<Record<string, string>>;
}

interface Keys {
  readonly secretKey: string;
  readonly webhookSecret: string;
}

/**
 * Prepares it on a free port. It sends its events to the market at the URL. Its keys are made once, at random, and its
 * objects are kept, so that money taken stays taken.
 */
export async function localStripe({ stripe, logs, compileCache }: Layout, url: string): Promise<LocalStripe> {
  await mkdir(stripe, { recursive: true, mode: 0o700 });
  const { value: keys } = await keepForOwner(join(stripe, "keys.json"), makeKeys);
  const port = await freePort();
  const unit = nodeProcess({
    name: "stripe-sandbox",
    args: [join(root, "services/payment/sandbox/main.ts")],
    logFolder: logs,
    env: {
      NODE_COMPILE_CACHE: compileCache,
      STRIPE_SANDBOX_PORT: String(port),
      STRIPE_SANDBOX_STORE: join(stripe, "objects.sqlite"),
      STRIPE_SANDBOX_SECRET_KEY: keys.secretKey,
      STRIPE_SANDBOX_WEBHOOK_SECRET: keys.webhookSecret,
      STRIPE_SANDBOX_WEBHOOK_URL: `${url}/webhooks/stripe`,
    },
  });
  return {
    unit,
    paymentEnv: {
      PAYMENT_PROVIDER: "stripe-sandbox",
      PAYMENT_STRIPE_URL: `http://127.0.0.1:${port}`,
      PAYMENT_STRIPE_SECRET_KEY: keys.secretKey,
      PAYMENT_STRIPE_WEBHOOK_SECRET: keys.webhookSecret,
    },
  };
}

function makeKeys(): Keys {
  const random = () => randomBytes(24).toString("hex");
  return { secretKey: `sk_test_${random()}`, webhookSecret: `whsec_${random()}` };
}
