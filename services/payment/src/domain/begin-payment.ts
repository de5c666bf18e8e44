import type { Id, Money } from "#mesh/kernel";
import { refuse } from "./errors.ts";
import type { Payment, PaymentId } from "./payment.ts";

/** What the order service asks for. */
export interface PaymentDraft {
  readonly paymentId: PaymentId;
  readonly orderId: Id<"ord">;
  readonly userId: string;
  readonly amount: Money;
  readonly paymentMethod: string;
  readonly returnUrl: string;
}

/** A payment the provider has not heard of yet. */
export function beginPayment(draft: PaymentDraft, now: Date): Payment {
  return { ...blank(now), ...draft, state: "PENDING", provider: "STRIPE" };
}

/** What the means of payment of a wallet is called. */
export const walletMethod = "wallet";

/** A payment out of the customer's wallet: the money is set aside with it, or it is declined. */
export function walletPayment(draft: Omit<PaymentDraft, "returnUrl">, now: Date): Payment {
  return { ...blank(now), ...draft, state: "AUTHORIZED", provider: "WALLET" };
}

/** What was paid outside of the market, in full. */
export interface ExternalDraft extends Pick<PaymentDraft, "paymentId" | "orderId" | "amount"> {
  /** Where to look it up; may be empty. */
  readonly reference: string;
}

export function externalPayment(draft: ExternalDraft, now: Date): Payment {
  const captured = draft.amount.minorUnits;
  return { ...blank(now), ...draft, userId: "", state: "CAPTURED", captured, provider: "EXTERNAL" };
}

/** The known payment, if it is the one asked for; else PAYMENT_ID_TAKEN. */
export function sameAs(asked: Payment, known: Payment): Payment {
  const same =
    known.provider === asked.provider &&
    known.orderId === asked.orderId &&
    known.userId === asked.userId &&
    known.paymentMethod === asked.paymentMethod &&
    known.amount.currencyCode === asked.amount.currencyCode &&
    known.amount.minorUnits === asked.amount.minorUnits &&
    (asked.provider !== "EXTERNAL" || known.reference === asked.reference);
  if (same) return known;
  throw refuse("PAYMENT_ID_TAKEN", { metadata: { payment_id: asked.paymentId } });
}

function blank(now: Date) {
  return {
    captured: 0n,
    paymentMethod: "",
    returnUrl: "",
    reference: "",
    declineCode: "",
    nextAction: undefined,
    refunds: [],
    version: 1,
    createTime: now,
    updateTime: now,
  };
}
