import Stripe from "stripe";
import { refuse } from "../domain/errors.ts";

/**
 * What a failed request tells. `intent`: how the payment stands all the same. `refused`: it was understood and not done.
 * `stuck`: the key's stored answer says nothing, and a repeat gives it again. `silent`: it is not known what was done.
 */
export type StripeFailure =
  | { readonly kind: "intent"; readonly intent: Stripe.PaymentIntent }
  | { readonly kind: "refused"; readonly code: string; readonly param: string }
  | { readonly kind: "stuck" }
  | { readonly kind: "silent" };

/** https://docs.stripe.com/error-low-level */
export function failureOf(error: unknown): StripeFailure {
  if (!(error instanceof Stripe.errors.StripeError)) return { kind: "silent" };
  if (error.payment_intent !== undefined) return { kind: "intent", intent: error.payment_intent };
  const status = error.statusCode ?? 0;
  if (error.type === "StripeIdempotencyError" && status === 400) return { kind: "stuck" };
  if (status >= 500 && error.headers?.["idempotent-replayed"] === "true") return { kind: "stuck" };
  const isRefusal = status === 400 || status === 402 || status === 404;
  return isRefusal ? { kind: "refused", code: error.code ?? "refused", param: error.param ?? "" } : { kind: "silent" };
}

/** True if nothing was done because another request holds the key or the payment: a repeat after a while is fine. */
export function isBusy(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeError)) return false;
  return error.code === "idempotency_key_in_use" || error.code === "lock_timeout";
}

/** For requests that change nothing: whatever failed, there is no answer. */
export function unanswered(cause: unknown): never {
  throw refuse("PROVIDER_UNAVAILABLE", { cause });
}
