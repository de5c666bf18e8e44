import { checkpoint } from "#mesh/kernel";
import { isGivenUp } from "../domain/look-again.ts";
import { changed, type Payment } from "../domain/payment.ts";
import type { ProviderView } from "../domain/provider-view.ts";
import type { PaymentPorts } from "./ports.ts";
import { record } from "./record.ts";
import type { TimeLeft } from "./see-through.ts";
import { takeOver } from "./take-over.ts";

/**
 * Asks the provider to set the money aside, or what became of that: the same request under the same key. Fails with
 * PROVIDER_UNAVAILABLE. A payment the provider still knows nothing of after ten minutes has come to nothing.
 */
export const beginAtProvider =
  (ports: PaymentPorts) =>
  async (payment: Payment, timeLeft: TimeLeft): Promise<Payment> => {
    const { provider, clock } = ports;
    checkpoint("payment.authorize.before");
    const view = await provider.authorize(payment, timeLeft());
    checkpoint("payment.authorize.after");
    const isOld = isGivenUp(payment.createTime, clock.now());
    if (view === undefined) return isOld ? takeOver(ports)(payment, nothing, timeLeft) : leaveUnknown(ports)(payment);
    if (view.state !== "PENDING") return takeOver(ports)(payment, view, timeLeft);
    if (!isOld) return leaveUnknown(ports)(payment);
    const { reference } = view;
    return takeOver(ports)(payment, await provider.cancel({ ...payment, reference }, timeLeft()), timeLeft);
  };

const nothing: ProviderView = { reference: "", state: "DECLINED", captured: 0n, declineCode: "provider_failed" };

/** Records that it is not known what became of the payment, unless somebody learnt it meanwhile. */
export const leaveUnknown =
  (ports: PaymentPorts) =>
  (read: Payment): Promise<Payment> =>
    record(ports)(read, (payment, now) => ({
      next: payment.state === "PENDING" ? changed(payment, { state: "UNKNOWN" }, now) : payment,
      events: [],
    }));
