import { type Decision, idFromUuid, uuidFromId } from "#mesh/kernel";
import { refuse } from "./errors.ts";
import { changed, eventOf, type Payment, type PaymentEvent, type Refund } from "./payment.ts";
import { refundOf, requestRefund } from "./refund.ts";
import type { Transfer, UserId } from "./wallet.ts";

/** A change of a payment with what it moves in the ledger. */
export interface WalletDecision extends Decision<Payment, PaymentEvent> {
  readonly transfer?: Transfer | undefined;
}

/** What sets the money aside: it leaves the wallet with the payment. */
export function paidTransfer(payment: Payment): Transfer {
  const { paymentId, orderId, userId, amount, createTime } = payment;
  const transferId = idFromUuid("trf", uuidFromId(paymentId));
  return { transferId, kind: "PAYMENT", from: userId as UserId, to: undefined, amount, note: orderId, createTime };
}

/** The captured payment; one that is captured stays. Fails with PAYMENT_STATE_WRONG. */
export function captureWallet(payment: Payment, now: Date): WalletDecision {
  if (payment.state === "CAPTURED") return { next: payment, events: [] };
  requireAuthorized(payment);
  const next = changed(payment, { state: "CAPTURED", captured: payment.amount.minorUnits }, now);
  return { next, events: [eventOf("PaymentCaptured", next)] };
}

/** The payment given up, and the money back in its wallet; one that came to nothing stays. Fails with PAYMENT_STATE_WRONG. */
export function voidWallet(payment: Payment, transferId: Transfer["transferId"], now: Date): WalletDecision {
  if (payment.state === "VOIDED" || payment.state === "DECLINED") return { next: payment, events: [] };
  requireAuthorized(payment);
  const next = changed(payment, { state: "VOIDED" }, now);
  const { amount, orderId: note } = payment;
  const transfer = {
    transferId,
    kind: "PAYMENT_RETURNED",
    ...toOwner(payment),
    amount,
    note,
    createTime: now,
  } as const;
  return { next, events: [eventOf("PaymentVoided", next)], transfer };
}

/**
 * The payment with a refund to its wallet, which is there at once; one that is known stays. Where its owner was erased the
 * refund fails: the staff pays by other means. Fails as `requestRefund` does.
 */
export function refundWallet(payment: Payment, asked: Pick<Refund, "refundId" | "amount">, now: Date): WalletDecision {
  const { next: requested } = requestRefund(payment, asked, now);
  if (requested === payment) return { next: payment, events: [] };
  const state = payment.userId === "" ? "FAILED" : "SUCCEEDED";
  const refunds = requested.refunds.map((refund) =>
    refund.refundId === asked.refundId ? { ...refund, state } : refund,
  );
  const next = { ...requested, refunds } as Payment;
  const events = [eventOf("PaymentRefunded", next)];
  if (refundOf(next, asked.refundId)?.state === "FAILED") return { next, events };
  const amount = { ...payment.amount, minorUnits: asked.amount };
  const transferId = idFromUuid("trf", uuidFromId(asked.refundId));
  const why = { kind: "REFUND", note: payment.orderId, createTime: now } as const;
  return { next, events, transfer: { transferId, ...why, ...toOwner(payment), amount } };
}

function toOwner({ userId }: Payment): Pick<Transfer, "from" | "to"> {
  return { from: undefined, to: userId as UserId };
}

function requireAuthorized({ state }: Payment): void {
  if (state !== "AUTHORIZED") throw refuse("PAYMENT_STATE_WRONG", { metadata: { state } });
}
