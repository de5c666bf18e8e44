import { runDetached } from "#mesh/kernel";
import { lookAgainAt } from "../domain/look-again.ts";
import { lookUp } from "./look-up.ts";
import type { DuePayment, PaymentPorts } from "./ports.ts";
import { lasting } from "./see-through.ts";

const leaseMs = 60_000;
const withinMs = 10_000;

/** One round: asks the provider about payments and refunds it has not answered for. */
export const resolveUnknown = (ports: PaymentPorts) => async (): Promise<void> => {
  const now = ports.clock.now();
  const due = await ports.payments.takeDue(now, new Date(now.getTime() + leaseMs));
  await Promise.all(due.map((one) => resolve(ports, one)));
};

/** What fails is tried again after a longer pause. */
async function resolve(ports: PaymentPorts, { payment, attempts }: DuePayment): Promise<void> {
  const { payments, clock, log } = ports;
  try {
    const timeLeft = lasting(withinMs, clock);
    const found = await runDetached({ onBehalfOf: payment.userId }, () => lookUp(ports)(payment, timeLeft));
    await payments.settle(found, lookAgainAt(found, attempts, clock.now()));
  } catch (error) {
    log.warn("a payment could not be resolved", { paymentId: payment.paymentId, attempts, error });
    await payments.settle(payment, lookAgainAt(payment, attempts, clock.now()));
  }
}
