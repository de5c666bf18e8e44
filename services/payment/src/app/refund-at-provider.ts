import { checkpoint } from "#mesh/kernel";
import { isGivenUp } from "../domain/look-again.ts";
import type { Payment, Refund } from "../domain/payment.ts";
import type { RefundView } from "../domain/provider-view.ts";
import { observeRefunds } from "../domain/refund.ts";
import type { PaymentPorts } from "./ports.ts";
import { record } from "./record.ts";
import type { TimeLeft } from "./see-through.ts";

/** Asks the provider for a refund that is kept already, and records what it says. Fails with PROVIDER_UNAVAILABLE. */
export const refundAtProvider =
  (ports: PaymentPorts) =>
  async (payment: Payment, refund: Refund, timeLeft: TimeLeft): Promise<Payment> => {
    const { provider, clock } = ports;
    checkpoint("payment.refund.before");
    const view = (await provider.refund(payment, refund, timeLeft())) ?? absent(refund, clock.now());
    checkpoint("payment.refund.after");
    return record(ports)(payment, (current, now) => observeRefunds(current, [view], now));
  };

/** What the provider knows nothing of after ten minutes has failed. */
function absent({ refundId, createTime }: Refund, now: Date): RefundView {
  return { reference: "", refundId, state: isGivenUp(createTime, now) ? "FAILED" : "PENDING" };
}
