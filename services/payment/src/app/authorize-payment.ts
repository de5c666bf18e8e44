import { checkpoint } from "#mesh/kernel";
import { beginPayment, type PaymentDraft, sameAs, walletMethod } from "../domain/begin-payment.ts";
import { refuse } from "../domain/errors.ts";
import { type Payment, paymentMethodUnknown } from "../domain/payment.ts";
import { beginAtProvider, leaveUnknown } from "./begin-at-provider.ts";
import { isProviderSilent } from "./is-provider-silent.ts";
import { authorizeFromWallet } from "./pay-by-wallet.ts";
import type { PaymentPorts } from "./ports.ts";
import { seeThrough, type TimeLeft } from "./see-through.ts";

/** How long after the deadline of whoever began a payment another may take it up. */
const leaseMs = 2_000;
const firstPauseMs = 100;
const longestWaitMs = 1_000;
const leastTimeMs = 200;

/**
 * Begins a payment, once for its id: it is kept before the provider hears of it. Whoever asks at the same time waits for
 * the first. Fails with PAYMENT_ID_TAKEN, PAYMENT_METHOD_UNKNOWN.
 */
export const authorizePayment =
  (ports: PaymentPorts) =>
  async (draft: Omit<PaymentDraft, "returnUrl">): Promise<Payment> => {
    const { payments, clock, ids, provider, returnUrl } = ports;
    if (draft.paymentMethod === walletMethod) return authorizeFromWallet(ports)(draft);
    provider.check(draft.amount);
    const asked = beginPayment({ ...draft, returnUrl }, clock.now());
    return seeThrough(asked, clock, async (timeLeft) => {
      const due = new Date(clock.now().getTime() + timeLeft() + leaseMs);
      checkpoint("payment.begin.before");
      const { payment, isMine } = await payments.begin(asked, ids.uuid(), due);
      checkpoint("payment.begin.after");
      sameAs(asked, payment);
      const latest = isMine ? payment : await follow(ports, payment, timeLeft);
      const outcome = latest.state === "PENDING" ? await lead(ports, latest, timeLeft) : latest;
      if (outcome.declineCode === paymentMethodUnknown) throw refuse("PAYMENT_METHOD_UNKNOWN");
      return outcome;
    });
  };

/** Asks the provider until it answers or time is up; always the same request. */
async function lead(ports: PaymentPorts, payment: Payment, timeLeft: TimeLeft): Promise<Payment> {
  for (let pauseMs = firstPauseMs; ; pauseMs *= 2) {
    try {
      return await beginAtProvider(ports)(payment, timeLeft);
    } catch (error) {
      if (!isProviderSilent(error)) throw error;
      ports.log.warn("the provider did not answer; the same request is repeated", {
        paymentId: payment.paymentId,
        error,
      });
    }
    if (timeLeft() < pauseMs + leastTimeMs) return leaveUnknown(ports)(payment);
    await ports.pause(pauseMs);
  }
}

/** Waits a while for whoever leads; if that one is gone, to ask the provider the same is as good. */
async function follow(ports: PaymentPorts, payment: Payment, timeLeft: TimeLeft): Promise<Payment> {
  let latest = payment;
  const until = timeLeft() - longestWaitMs;
  for (let pauseMs = 10; latest.state === "PENDING" && timeLeft() > until; pauseMs = Math.min(250, pauseMs * 2)) {
    await ports.pause(pauseMs);
    latest = (await ports.payments.find(payment.paymentId)) ?? latest;
  }
  return latest;
}
