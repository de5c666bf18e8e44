import { recordMovement } from "./balance.ts";
import type { Context } from "./context.ts";
import { newId } from "./new-id.ts";
import type { Charge, Intent, PaymentMethod } from "./objects.ts";

/** The charge of a confirmed intent: set aside or taken, or failed. */
export function chargeFor(
  context: Context,
  intent: Intent,
  method: PaymentMethod,
  failed?: { readonly code: string; readonly message: string },
): Charge {
  const charge: Charge = {
    id: newId("ch"),
    object: "charge",
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    balance_transaction: null,
    captured: false,
    created: context.now(),
    currency: intent.currency,
    customer: intent.customer,
    failure_code: failed?.code ?? null,
    failure_message: failed?.message ?? null,
    livemode: false,
    metadata: intent.metadata,
    paid: failed === undefined,
    payment_intent: intent.id,
    payment_method: method.id,
    refunded: false,
    status: failed === undefined ? "succeeded" : "failed",
  };
  context.store.put(charge);
  context.emit(failed === undefined ? "charge.succeeded" : "charge.failed", charge);
  return charge;
}

/** Takes the amount of a charge that was set aside. */
export function captureCharge(context: Context, charge: Charge, amount: number): Charge {
  const balance = recordMovement(context, "charge", amount, charge.currency, charge.id);
  const captured = { ...charge, amount_captured: amount, captured: true, balance_transaction: balance.id };
  context.store.put(captured);
  context.emit("charge.captured", captured);
  return captured;
}
