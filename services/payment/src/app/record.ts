import type { Decision } from "#mesh/kernel";
import { lookAgainAt } from "../domain/look-again.ts";
import type { Payment, PaymentEvent } from "../domain/payment.ts";
import type { PaymentPorts } from "./ports.ts";

/** Records a change; what is then awaited of the provider is looked up again after a while. */
export const record =
  ({ payments, clock }: Pick<PaymentPorts, "payments" | "clock">) =>
  (read: Payment, decide: (payment: Payment, now: Date) => Decision<Payment, PaymentEvent>): Promise<Payment> =>
    payments.record(read, (payment) => {
      const now = clock.now();
      const decision = decide(payment, now);
      return { ...decision, due: lookAgainAt(decision.next, 0, now) };
    });
