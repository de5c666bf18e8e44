import { refuse } from "#mesh/kernel";
import type { Method } from "./contracts.ts";

/**
 * When a call that arrives at `now` ends, in milliseconds since the epoch: when its caller stops waiting, at the latest
 * after the method's cap; after the method's default if the caller does not say. Refuses with DEADLINE_PASSED if that
 * time is over already.
 */
export function deadlineOf(method: Method, wished: number | undefined, now: number): number {
  const deadline = wished === undefined ? now + method.defaultMs : Math.min(wished, now + method.capMs);
  if (!(deadline > now)) throw refuse("DEADLINE_PASSED");
  return deadline;
}

const timeoutPattern = /^(\d{1,8})([HMSmun])$/;
const unitMs: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1_000, m: 1, u: 1e-3, n: 1e-6 };

/** Milliseconds in a `grpc-timeout` header (gRPC over HTTP/2: up to eight digits and a unit); undefined if it is none. */
export function parseTimeout(header: string): number | undefined {
  const [, digits, unit] = timeoutPattern.exec(header) ?? [];
  return digits === undefined || unit === undefined ? undefined : Number(digits) * (unitMs[unit] ?? 0);
}
