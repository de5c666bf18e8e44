import { DomainError } from "#mesh/kernel";

/** When a failed event is tried again. */
export interface RetryPolicy {
  /** Attempts after which an event is put aside as a dead letter. */
  readonly attempts: number;
  /** Pause after the first failure; doubled after each further one. */
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
}

/** About twelve minutes of trying. */
export const defaultRetry: RetryPolicy = { attempts: 16, firstDelayMs: 200, longestDelayMs: 60_000 };

const longestReason = 500;

/** What becomes of an event after its `attempt`-th failure: a pause (half of it by chance), or a dead letter. */
export function afterFailure(
  policy: RetryPolicy,
  attempt: number,
  error: unknown,
  random: () => number = Math.random,
): { readonly delayMs: number } | "dead" {
  if (attempt >= policy.attempts && !isOutage(error)) return "dead";
  const delayMs = Math.min(policy.firstDelayMs * 2 ** Math.min(attempt - 1, 30), policy.longestDelayMs);
  return { delayMs: delayMs / 2 + (delayMs / 2) * random() };
}

/** True if the fault is not the event's: it is tried until the outage ends. */
function isOutage(error: unknown): boolean {
  return error instanceof DomainError && error.kind === "UNAVAILABLE";
}

/** The failure in one line, for people. */
export function reasonOf(error: unknown): string {
  const text = error instanceof DomainError ? `${error.reason}: ${error.message}` : String(error);
  return text.replaceAll(/\s+/g, " ").slice(0, longestReason);
}
