import { isId } from "#mesh/kernel";
import type { Payment } from "../domain/payment.ts";
import { lookUpRefunds } from "./look-up.ts";
import type { PaymentPorts, ProviderPayment, WebhookEvent } from "./ports.ts";
import { lasting } from "./see-through.ts";
import { takeOver } from "./take-over.ts";

const leaseMs = 60_000;
const withinMs = 10_000;
const firstPauseMs = 1_000;
const longestPauseMs = 600_000;

/** One round: processes events that were left behind. */
export const processWebhooks = (ports: PaymentPorts) => async (): Promise<void> => {
  const now = ports.clock.now();
  const due = await ports.webhooks.takeDue(now, new Date(now.getTime() + leaseMs));
  await Promise.all(due.map((event) => processWebhook(ports)(event, event.attempts)));
};

/** Reads the payment an event is about from its provider and takes it over; what fails is tried again later. */
export const processWebhook =
  (ports: PaymentPorts) =>
  async (event: WebhookEvent, attempts: number): Promise<void> => {
    const { webhooks, clock, log } = ports;
    try {
      if (event.reference !== "") await readPayment(ports, event.reference);
      await webhooks.settle(event.eventId, undefined);
    } catch (error) {
      log.warn("an event of the provider could not be processed", { eventId: event.eventId, attempts, error });
      const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(attempts, 20));
      await webhooks.settle(event.eventId, new Date(clock.now().getTime() + pauseMs));
    }
  };

async function readPayment(ports: PaymentPorts, reference: string): Promise<void> {
  const timeLeft = lasting(withinMs, ports.clock);
  const found = await ports.provider.read(reference, timeLeft());
  const payment = await paymentOf(ports, found);
  const isOurs = payment?.reference === "" || payment?.reference === reference;
  if (found === undefined || payment === undefined || !isOurs) {
    ports.log.info("an event of the provider is about no payment of the market", { reference });
    return;
  }
  await lookUpRefunds(ports)(await takeOver(ports)(payment, found.view, timeLeft), timeLeft);
}

async function paymentOf({ payments }: PaymentPorts, found: ProviderPayment | undefined): Promise<Payment | undefined> {
  const paymentId = found?.paymentId ?? "";
  return isId("pay", paymentId) ? payments.find(paymentId) : undefined;
}
