import { isStray, observe } from "../domain/observe.ts";
import type { Payment } from "../domain/payment.ts";
import type { ProviderView } from "../domain/provider-view.ts";
import type { PaymentPorts } from "./ports.ts";
import { record } from "./record.ts";
import type { TimeLeft } from "./see-through.ts";

/** Records what the provider shows. */
export const recordView =
  (ports: PaymentPorts) =>
  (read: Payment, view: ProviderView): Promise<Payment> =>
    record(ports)(read, (payment, now) => observe(payment, view, now));

/** Records what the provider shows, and has it let go of money nobody wants any more. */
export const takeOver =
  (ports: PaymentPorts) =>
  async (read: Payment, view: ProviderView, timeLeft: TimeLeft): Promise<Payment> => {
    const payment = await recordView(ports)(read, view);
    if (!isStray(payment, view)) return payment;
    ports.log.warn("money is set aside for a payment that was given up; it is let go", { paymentId: read.paymentId });
    const after = await ports.provider.cancel({ ...payment, reference: view.reference }, timeLeft());
    return recordView(ports)(payment, after);
  };
