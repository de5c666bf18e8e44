import Stripe from "stripe";
import type { Clock } from "#mesh/kernel";
import type { VerifyWebhook } from "../app/ports.ts";
import { refuse } from "../domain/errors.ts";

const toleranceSeconds = 300;

/** Checks Stripe's signature over the exact bytes, at most five minutes old. */
export const stripeWebhook =
  (stripe: Stripe, secret: string, clock: Clock): VerifyWebhook =>
  (payload, signature) => {
    const now = clock.now().getTime();
    const event = construct(() =>
      stripe.webhooks.constructEvent(Buffer.from(payload), signature, secret, toleranceSeconds, undefined, now),
    );
    return { eventId: event.id, type: event.type, reference: referenceOf(event.data.object) };
  };

function construct(verify: () => Stripe.Event): Stripe.Event {
  try {
    return verify();
  } catch (cause) {
    const isExpected = cause instanceof Stripe.errors.StripeSignatureVerificationError || cause instanceof SyntaxError;
    throw isExpected ? refuse("WEBHOOK_SIGNATURE_WRONG", { cause }) : cause;
  }
}

/** The intent that is the event's object, or the one its charge or refund belongs to. */
function referenceOf(object: object): string {
  const { object: kind, id, payment_intent } = object as Readonly<Record<string, unknown>>;
  const reference = kind === "payment_intent" ? id : payment_intent;
  return typeof reference === "string" ? reference : "";
}
