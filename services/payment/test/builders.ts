import { createIds, systemClock } from "#mesh/kernel";
import type { PaymentDraft } from "../src/domain/begin-payment.ts";
import { beginPayment } from "../src/domain/begin-payment.ts";
import type { Payment } from "../src/domain/payment.ts";

export const noon = new Date("2026-06-01T12:00:00Z");

/** Ids that differ between runs, so that tests share a database without meeting. */
export const ids = createIds(systemClock);

export function aPaymentDraft(change: Partial<PaymentDraft> = {}): PaymentDraft {
  return {
    paymentId: ids.next("pay"),
    orderId: ids.next("ord"),
    userId: ids.next("usr"),
    amount: { currencyCode: "EUR", minorUnits: 1290n },
    paymentMethod: "pm_card_visa",
    returnUrl: "https://shop.example/return",
    ...change,
  };
}

export function aPayment(change: Partial<Payment> = {}): Payment {
  return { ...beginPayment(aPaymentDraft(), noon), ...change };
}
