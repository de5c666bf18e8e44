import type { Decision } from "#mesh/kernel";
import { changed, eventOf, type Payment, type PaymentEvent, type PaymentState } from "./payment.ts";
import type { ProviderView } from "./provider-view.ts";

/**
 * Where a payment may move from each state. Views arrive late, twice and out of order: what is not in the table is
 * older than what is known. Money that was taken is a fact whatever was believed before.
 */
export const moves: Readonly<Record<PaymentState, readonly ProviderView["state"][]>> = {
  PENDING: ["REQUIRES_ACTION", "AUTHORIZED", "CAPTURED", "DECLINED", "VOIDED"],
  UNKNOWN: ["REQUIRES_ACTION", "AUTHORIZED", "CAPTURED", "DECLINED", "VOIDED"],
  REQUIRES_ACTION: ["AUTHORIZED", "CAPTURED", "DECLINED", "VOIDED"],
  AUTHORIZED: ["CAPTURED", "VOIDED"],
  DECLINED: ["CAPTURED"],
  VOIDED: ["CAPTURED"],
  CAPTURED: [],
};

/** Takes over what the provider shows. A view that says nothing new gives no change and no event. */
export function observe(payment: Payment, view: ProviderView, now: Date): Decision<Payment, PaymentEvent> {
  if (view.state === "PENDING" || !moves[payment.state].includes(view.state)) return { next: payment, events: [] };
  const { state, reference, captured, declineCode, nextAction } = view;
  const next = changed(payment, { state, reference, captured, declineCode, nextAction }, now);
  const type = eventTypes[state];
  return { next, events: type === undefined ? [] : [eventOf(type, next)] };
}

/** True for money set aside, or about to be, for a payment that was given up: it must be let go at the provider. */
export function isStray(payment: Payment, view: ProviderView): boolean {
  const givenUp = payment.state === "DECLINED" || payment.state === "VOIDED";
  return givenUp && (view.state === "AUTHORIZED" || view.state === "REQUIRES_ACTION");
}

const eventTypes: Readonly<Record<Exclude<ProviderView["state"], "PENDING">, PaymentEvent["type"] | undefined>> = {
  REQUIRES_ACTION: undefined,
  AUTHORIZED: "PaymentAuthorized",
  CAPTURED: "PaymentCaptured",
  DECLINED: "PaymentDeclined",
  VOIDED: "PaymentVoided",
};
