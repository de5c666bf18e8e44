import { isOpen, type Payment } from "./payment.ts";

const openPauseMs = 5_000;
const longestOpenPauseMs = 600_000;
const refundPauseMs = 60_000;
const longestRefundPauseMs = 6 * 3_600_000;

/** When to ask the provider again, after so many attempts; undefined if nothing is awaited of it. */
export function lookAgainAt(payment: Payment, attempts: number, now: Date): Date | undefined {
  const growth = 2 ** Math.min(attempts, 20);
  if (isOpen(payment)) return later(now, Math.min(longestOpenPauseMs, openPauseMs * growth));
  const waits = payment.refunds.some(({ state }) => state === "PENDING");
  return waits ? later(now, Math.min(longestRefundPauseMs, refundPauseMs * growth)) : undefined;
}

function later(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}

/** After this long a request the provider knows nothing of has come to nothing. */
const giveUpMs = 600_000;

export function isGivenUp(since: Date, now: Date): boolean {
  return now.getTime() - since.getTime() > giveUpMs;
}
