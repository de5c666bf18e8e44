import type { DescMethod } from "@bufbuild/protobuf";
import { MethodOptions_IdempotencyLevel as Idempotency } from "@bufbuild/protobuf/wkt";
import type { MarketError } from "../errors/market-error.ts";

/** How often, and how far apart, a call that may be repeated is tried. */
export interface RetryPolicy {
  /** The most attempts of one call, the first included. Default: 4. */
  readonly attempts: number;
  /** The longest wait after the first attempt, in milliseconds; doubled after each further one. Default: 100. */
  readonly baseDelayMs: number;
  /** What the doubling stops at, in milliseconds. Default: 5,000. */
  readonly maxDelayMs: number;
}

export const defaultRetryPolicy: RetryPolicy = { attempts: 4, baseDelayMs: 100, maxDelayMs: 5_000 };

/** True if a repeat has no second effect: the method has none, or its `request_id` names the first. */
export function isRepeatable(method: DescMethod): boolean {
  return method.idempotency === Idempotency.NO_SIDE_EFFECTS || isKeyed(method);
}

/** True if the method takes a `request_id`, under which repeats get the first answer. */
export function isKeyed(method: DescMethod): boolean {
  return method.idempotency === Idempotency.IDEMPOTENT && method.input.field.requestId !== undefined;
}

/**
 * How long to wait after this failure of the n-th attempt, in milliseconds: anything up to the exponential delay ("full
 * jitter"), on top of what the market asked for. Undefined if the call is not to be repeated: only UNAVAILABLE is, and
 * RESOURCE_EXHAUSTED and ABORTED if the market says when.
 */
export function retryDelayMs(
  { code, retryAfterMs }: Pick<MarketError, "code" | "retryAfterMs">,
  attempt: number,
  { attempts, baseDelayMs, maxDelayMs }: RetryPolicy,
  random: () => number = Math.random,
): number | undefined {
  if (attempt >= attempts) return undefined;
  const passes = code === "UNAVAILABLE" || ((code === "RESOURCE_EXHAUSTED" || code === "ABORTED") && retryAfterMs);
  if (!passes) return undefined;
  return (retryAfterMs ?? 0) + random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
}
