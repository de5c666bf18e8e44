import { checkpoint, DomainError, type Ids } from "#mesh/kernel";
import { type PaymentDraft, sameAs, walletPayment } from "../domain/begin-payment.ts";
import { eventOf, type Payment, type Refund, walletFundsInsufficient } from "../domain/payment.ts";
import { captureWallet, paidTransfer, refundWallet, voidWallet } from "../domain/wallet-payment.ts";
import type { PaymentPorts } from "./ports.ts";
import { record } from "./record.ts";

type Ports = Pick<PaymentPorts, "payments" | "clock">;

/** Takes the amount out of the wallet, once for the payment's id; one that holds less is DECLINED. Fails with PAYMENT_ID_TAKEN. */
export const authorizeFromWallet =
  ({ payments, clock }: Ports) =>
  async (draft: Omit<PaymentDraft, "returnUrl">): Promise<Payment> => {
    const asked = walletPayment(draft, clock.now());
    checkpoint("payment.begin.before");
    const kept = await payments
      .create(asked, [eventOf("PaymentAuthorized", asked)], paidTransfer(asked))
      .catch((error: unknown) => {
        if (!(error instanceof DomainError) || error.reason !== "WALLET_FUNDS_INSUFFICIENT") throw error;
        const declined: Payment = { ...asked, state: "DECLINED", declineCode: walletFundsInsufficient };
        return payments.create(declined, [eventOf("PaymentDeclined", declined)]);
      });
    checkpoint("payment.begin.after");
    return sameAs(asked, kept);
  };

/** Fails with PAYMENT_STATE_WRONG. */
export const captureFromWallet =
  (ports: Ports) =>
  (payment: Payment): Promise<Payment> =>
    record(ports)(payment, captureWallet);

/** Fails with PAYMENT_STATE_WRONG. */
export const voidToWallet =
  (ports: Ports & { readonly ids: Ids }) =>
  (payment: Payment): Promise<Payment> => {
    const transferId = ports.ids.next("trf");
    return record(ports)(payment, (current, now) => voidWallet(current, transferId, now));
  };

/** Fails with PAYMENT_STATE_WRONG, REFUND_TOO_LARGE, PAYMENT_ID_TAKEN. */
export const refundToWallet =
  (ports: Ports) =>
  (payment: Payment, asked: Pick<Refund, "refundId" | "amount">): Promise<Payment> =>
    record(ports)(payment, (current, now) => refundWallet(current, asked, now));
