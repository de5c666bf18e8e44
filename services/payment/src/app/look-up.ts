import { refuse } from "../domain/errors.ts";
import { isOpen, type Payment } from "../domain/payment.ts";
import { observeRefunds } from "../domain/refund.ts";
import { beginAtProvider } from "./begin-at-provider.ts";
import type { PaymentPorts } from "./ports.ts";
import { record } from "./record.ts";
import { refundAtProvider } from "./refund-at-provider.ts";
import type { TimeLeft } from "./see-through.ts";
import { takeOver } from "./take-over.ts";

/** Asks the provider what became of a payment and takes it over. Fails with PROVIDER_UNAVAILABLE. */
export const lookUp =
  (ports: PaymentPorts) =>
  async (payment: Payment, timeLeft: TimeLeft): Promise<Payment> => {
    if (payment.provider !== "STRIPE") return payment;
    if (isOpen(payment)) return beginAtProvider(ports)(payment, timeLeft);
    if (payment.reference === "") return payment;
    const found = await ports.provider.read(payment.reference, timeLeft());
    if (found === undefined) throw refuse("PROVIDER_UNAVAILABLE");
    return lookUpRefunds(ports)(await takeOver(ports)(payment, found.view, timeLeft), timeLeft);
  };

/** The same for what is being given back. */
export const lookUpRefunds =
  (ports: PaymentPorts) =>
  async (payment: Payment, timeLeft: TimeLeft): Promise<Payment> => {
    let latest = payment;
    for (const refund of payment.refunds) {
      if (refund.state === "PENDING" && refund.reference === "") {
        latest = await refundAtProvider(ports)(latest, refund, timeLeft);
      }
    }
    if (!latest.refunds.some(({ state, reference }) => state !== "FAILED" && reference !== "")) return latest;
    const views = await ports.provider.readRefunds(latest.reference, timeLeft());
    return record(ports)(latest, (current, now) => observeRefunds(current, views, now));
  };
