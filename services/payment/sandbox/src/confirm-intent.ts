import { invalid, unexpectedState } from "./api-error.ts";
import { cardOf } from "./cards.ts";
import { captureCharge, chargeFor } from "./charges.ts";
import { type Context, ok, type Route, type RouteAnswer } from "./context.ts";
import type { CardError, Intent, PaymentMethod } from "./objects.ts";
import { textOf } from "./params.ts";
import { usable } from "./payment-methods.ts";
import { present } from "./retrieve.ts";

export const confirmIntent: Route = (context, { id, params }) => {
  const intent = present(context, "payment_intent", id);
  if (!["requires_payment_method", "requires_confirmation", "requires_action"].includes(intent.status)) {
    throw unexpectedState("confirmed", intent);
  }
  const method = textOf(params, "payment_method");
  const payment_method = method === undefined ? intent.payment_method : usable(context, method, "payment_method").id;
  return confirm(context, { ...intent, payment_method }, textOf(params, "return_url"));
};

/** Charges the intent's payment method, or asks for the customer's authentication first. */
export function confirm(context: Context, intent: Intent, returnUrl: string | undefined): RouteAnswer {
  const { payment_method } = intent;
  if (payment_method === null) {
    throw invalid("You cannot confirm this PaymentIntent because it's missing a payment method.", {
      code: "payment_intent_unexpected_state",
      payment_intent: intent,
    });
  }
  const method = present(context, "payment_method", payment_method, "payment_method");
  if (cardOf(method.card.last4).authentication !== true) return charge(context, intent, method);
  const waiting: Intent = {
    ...intent,
    status: "requires_action",
    last_payment_error: null,
    next_action: {
      type: "redirect_to_url",
      redirect_to_url: { return_url: returnUrl ?? null, url: `sandbox:/3d-secure/${intent.client_secret}` },
    },
  };
  context.store.put(waiting);
  context.emit("payment_intent.requires_action", waiting);
  return ok(waiting);
}

/** Charges the payment method; answers 402 with the intent if the card declines. */
export function charge(context: Context, intent: Intent, method: PaymentMethod): RouteAnswer {
  const { decline } = cardOf(method.card.last4);
  if (decline !== undefined) {
    const { id } = chargeFor(context, intent, method, decline);
    return fail(context, intent, { type: "card_error", ...decline, charge: id, payment_method: method });
  }
  const charge = chargeFor(context, intent, method);
  const paid = { ...intent, latest_charge: charge.id, last_payment_error: null, next_action: null };
  if (intent.capture_method === "manual") {
    const held: Intent = { ...paid, status: "requires_capture", amount_capturable: intent.amount };
    context.store.put(held);
    context.emit("payment_intent.amount_capturable_updated", held);
    return ok(held);
  }
  captureCharge(context, charge, intent.amount);
  const taken: Intent = { ...paid, status: "succeeded", amount_received: intent.amount };
  context.store.put(taken);
  context.emit("payment_intent.succeeded", taken);
  return ok(taken);
}

/** The intent waits for another payment method; the answer is 402. */
export function fail(context: Context, intent: Intent, error: CardError): RouteAnswer {
  const failed: Intent = {
    ...intent,
    status: "requires_payment_method",
    last_payment_error: error,
    latest_charge: error.charge ?? intent.latest_charge,
    next_action: null,
    payment_method: null,
  };
  context.store.put(failed);
  context.emit("payment_intent.payment_failed", failed);
  return { status: 402, body: { error: { ...error, payment_intent: failed } } };
}
