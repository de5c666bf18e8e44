import type { Reason } from "#gen/client/reasons.js";
import type { ErrorCode } from "./error-code.ts";

/** A field that breaks a rule of the contract. */
export interface FieldViolation {
  /** Path in proto spelling, such as "lines[2].quantity". */
  readonly field: string;
  readonly description: string;
}

/** What a failed call is known to have failed with. */
export interface ErrorFacts {
  readonly code: ErrorCode;
  /** Why, for programs: "OUT_OF_STOCK". */
  readonly reason: Reason | (string & {});
  /** Whose reason it is: "inventory.ultramarket", or "ultramarket" for those that all services share. */
  readonly domain: string;
  /** What the reason is about, such as `{ sku: "TEA-1" }`. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly violations: readonly FieldViolation[];
  /** Finds the call in the market's logs; undefined if no answer came. */
  readonly requestId: string | undefined;
  /** How long to wait before calling again, in milliseconds; undefined if the market did not say. */
  readonly retryAfterMs: number | undefined;
  /** "ultramarket.order.v1.CartService.CheckoutCart". */
  readonly method: string;
}

/** A call that failed, or was refused. `code`, `reason` and `domain` are contract; the message is for people. */
export class MarketError extends Error implements ErrorFacts {
  override readonly name = "MarketError";
  readonly code: ErrorCode;
  readonly reason: Reason | (string & {});
  readonly domain: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly violations: readonly FieldViolation[];
  readonly requestId: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly method: string;

  constructor(message: string, facts: ErrorFacts, cause?: unknown) {
    super(message, { cause });
    this.code = facts.code;
    this.reason = facts.reason;
    this.domain = facts.domain;
    this.metadata = facts.metadata;
    this.violations = facts.violations;
    this.requestId = facts.requestId;
    this.retryAfterMs = facts.retryAfterMs;
    this.method = facts.method;
  }
}

/** True if the error is a call's that was refused with this reason, of this domain if one is named. */
export function isReason(error: unknown, reason: Reason, domain?: string): error is MarketError {
  return error instanceof MarketError && error.reason === reason && (domain === undefined || error.domain === domain);
}
