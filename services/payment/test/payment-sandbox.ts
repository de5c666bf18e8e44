import { WebhookServiceService } from "#gen/grpc/ultramarket/payment/v1/payment_service.ts";
import { createClient } from "#mesh/rpc";
import type { TestHost } from "#mesh/test-host";
import { type Deliver, type Sandbox, type SandboxOptions, startStripeSandbox } from "../sandbox/mod.ts";

/** A local Stripe-speaking server for one test or one test file. */
export interface PaymentSandbox extends Sandbox {
  /** What the payment service needs to use it: `startTestHost({ services, env: sandbox.env })`. */
  readonly env: Readonly<Record<string, string>>;
  /** Hands events to the payment service of this host, as the gateway does; for hosts without a gateway. */
  deliverTo(market: TestHost): void;
}

/**
 * Starts one on a free port. Events go nowhere until `deliverTo(market)`, or, with a gateway in the market,
 * `postEventsTo("http://127.0.0.1:<its port>/webhooks/stripe")`.
 */
export async function startPaymentSandbox(webhook: SandboxOptions["webhook"] = {}): Promise<PaymentSandbox> {
  const sandbox = await startStripeSandbox({ webhook });
  const env = {
    PAYMENT_PROVIDER: "stripe-sandbox",
    PAYMENT_STRIPE_URL: sandbox.url,
    PAYMENT_STRIPE_SECRET_KEY: sandbox.secretKey,
    PAYMENT_STRIPE_WEBHOOK_SECRET: sandbox.webhookSecret,
  };
  return { ...sandbox, env, deliverTo: (market) => sandbox.postEventsTo(deliverTo(market)) };
}

function deliverTo(market: TestHost): Deliver {
  const webhooks = createClient(WebhookServiceService, market.host.channelTo("payment", "gateway"));
  return async (body, signature) => {
    await webhooks.receiveStripeWebhook({ payload: Buffer.from(body), signature });
    return true;
  };
}
