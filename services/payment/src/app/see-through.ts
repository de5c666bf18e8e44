import { type Clock, currentCall, runDetached } from "#mesh/kernel";
import type { Payment } from "../domain/payment.ts";

/** What is left of a call's time for recording what the provider said. */
const reserveMs = 500;
const withoutCallMs = 15_000;

/** Milliseconds a step may still take. */
export type TimeLeft = () => number;

/** Runs a step that moves money: once begun it ends, whether or not the caller still waits. */
export function seeThrough<T>({ userId }: Payment, clock: Clock, step: (timeLeft: TimeLeft) => Promise<T>): Promise<T> {
  const now = clock.now().getTime();
  const until = (currentCall()?.deadline ?? now + withoutCallMs) - reserveMs;
  return runDetached({ onBehalfOf: userId }, () => step(() => until - clock.now().getTime()));
}
