import { type Clock, currentCall, runDetached } from "#mesh/kernel";
import type { Payment } from "../domain/payment.ts";

/** Milliseconds a step may still take. */
export type TimeLeft = () => number;

/** What is left of a call's time for recording what the provider said. */
const reserveMs = 500;
const withoutCallMs = 15_000;

/** Runs a step that moves money: once begun it ends, whether or not the caller still waits. */
export function seeThrough<T>({ userId }: Payment, clock: Clock, step: (timeLeft: TimeLeft) => Promise<T>): Promise<T> {
  const call = currentCall();
  const timeLeft = lasting(call === undefined ? withoutCallMs : call.deadline - Date.now() - reserveMs, clock);
  return runDetached({ onBehalfOf: userId }, () => step(timeLeft));
}

/** Counts down from now. */
export function lasting(ms: number, clock: Clock): TimeLeft {
  const until = clock.now().getTime() + ms;
  return () => until - clock.now().getTime();
}
