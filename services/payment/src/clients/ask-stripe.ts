import type Stripe from "stripe";
import type { Clock } from "#mesh/kernel";
import { inTime } from "./in-time.ts";
import { whileBusy } from "./while-busy.ts";

export interface StripeClientOptions {
  readonly stripe: Stripe;
  readonly clock: Clock;
  /** Longest time of one request, in milliseconds. */
  readonly timeoutMs: number;
}

export type Send<T> = (options: Stripe.RequestOptions) => Promise<T>;

/** One request, waiting while Stripe is busy with another like it. Fails with PROVIDER_UNAVAILABLE when time is up. */
export function askStripe<T>({ timeoutMs }: StripeClientOptions, withinMs: number, send: Send<T>): Promise<T> {
  const timeout = Math.max(1, Math.min(timeoutMs, withinMs));
  return inTime(timeout, (signal) => whileBusy(() => send({ timeout }), signal));
}

/** Stripe forgets a key after 24 hours; a repeat would then be another payment. */
const keyLifeMs = 23 * 3_600_000;

/** True while a repeat of what was asked first at that time still gets the first answer. */
export function isRemembered({ clock }: StripeClientOptions, since: Date): boolean {
  return clock.now().getTime() - since.getTime() < keyLifeMs;
}
