import { type Clock, currentCall } from "#mesh/kernel";
import { later } from "../domain/look-again.ts";

/** Milliseconds a step may still take. */
export type TimeLeft = () => number;

/** What is left of a call's time for recording what the carrier said. */
const reserveMs = 750;
const withoutCallMs = 15_000;
/** How long after the deadline of whoever began something a worker may take it up. */
export const graceMs = 2_000;

/** How long the current call may wait for others. */
export function timeLeftOfCall(): TimeLeft {
  const call = currentCall();
  const until = call === undefined ? Date.now() + withoutCallMs : call.deadline - reserveMs;
  return () => Math.max(1, until - Date.now());
}

/** When a worker may take up what the current call has begun. */
export function leaseOfCall(clock: Clock): Date {
  const call = currentCall();
  return later(clock.now(), graceMs + (call === undefined ? withoutCallMs : Math.max(0, call.deadline - Date.now())));
}
