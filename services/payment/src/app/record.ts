import { checkpoint } from "#mesh/kernel";
import { lookAgainAt } from "../domain/look-again.ts";
import type { Payment } from "../domain/payment.ts";
import type { WalletDecision } from "../domain/wallet-payment.ts";
import type { PaymentPorts } from "./ports.ts";

/** Records a change; what is then awaited of the provider is looked up again after a while. */
export const record =
  ({ payments, clock }: Pick<PaymentPorts, "payments" | "clock">) =>
  async (read: Payment, decide: (payment: Payment, now: Date) => WalletDecision): Promise<Payment> => {
    checkpoint("payment.record.before");
    const recorded = await payments.record(read, (payment) => {
      const now = clock.now();
      const decision = decide(payment, now);
      return { ...decision, due: lookAgainAt(decision.next, 0, now) };
    });
    checkpoint("payment.record.after");
    return recorded;
  };
