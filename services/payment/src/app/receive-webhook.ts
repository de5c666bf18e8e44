import { runDetached } from "#mesh/kernel";
import type { PaymentState } from "../domain/payment.ts";
import type { PaymentPorts } from "./ports.ts";
import { processWebhook } from "./process-webhooks.ts";

const leaseMs = 30_000;

/** States in which an event of the type says nothing new. */
const known: Readonly<Record<string, readonly PaymentState[]>> = {
  "payment_intent.amount_capturable_updated": ["AUTHORIZED", "CAPTURED"],
  "payment_intent.succeeded": ["CAPTURED"],
  "payment_intent.payment_failed": ["DECLINED"],
  "payment_intent.canceled": ["VOIDED"],
};

/** Keeps an event once and processes it after the answer. Fails with WEBHOOK_SIGNATURE_WRONG. */
export const receiveWebhook =
  (ports: PaymentPorts) =>
  async (payload: Uint8Array, signature: string): Promise<void> => {
    const event = ports.verifyWebhook(payload, signature);
    const now = ports.clock.now();
    const isNew = await ports.webhooks.keep(event, known[event.type] ?? [], now, new Date(now.getTime() + leaseMs));
    if (isNew) runDetached({ onBehalfOf: "" }, () => ports.background.run(() => processWebhook(ports)(event, 0)));
  };
