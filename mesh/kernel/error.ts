/** What went wrong, one to one with the canonical codes of google.rpc.Code. */
export type ErrorKind =
  | "CANCELLED"
  | "UNKNOWN"
  | "INVALID_ARGUMENT"
  | "DEADLINE_EXCEEDED"
  | "NOT_FOUND"
  | "ALREADY_EXISTS"
  | "PERMISSION_DENIED"
  | "RESOURCE_EXHAUSTED"
  | "FAILED_PRECONDITION"
  | "ABORTED"
  | "OUT_OF_RANGE"
  | "UNIMPLEMENTED"
  | "INTERNAL"
  | "UNAVAILABLE"
  | "DATA_LOSS"
  | "UNAUTHENTICATED";

/** A field of the request that breaks a rule; `field` is its path in proto spelling, such as "product.variants[0].sku". */
export interface FieldViolation {
  readonly field: string;
  readonly description: string;
}

export interface ErrorDetails {
  /** Machine-readable context; never personal or secret data. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly fields?: readonly FieldViolation[];
  /** When a repeat may succeed, in milliseconds from now. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/**
 * A refusal that callers may act on. `reason` is a value of the errors enum of `domain` without its prefix;
 * `domain` is "ultramarket" for the reasons all services share, "<service>.ultramarket" for a service's own.
 */
export class DomainError extends Error {
  override readonly name = "DomainError";
  readonly kind: ErrorKind;
  readonly reason: string;
  readonly domain: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly fields: readonly FieldViolation[];
  readonly retryAfterMs: number | undefined;

  constructor(kind: ErrorKind, domain: string, reason: string, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.kind = kind;
    this.domain = domain;
    this.reason = reason;
    this.metadata = details.metadata ?? {};
    this.fields = details.fields ?? [];
    this.retryAfterMs = details.retryAfterMs;
  }
}

/** A catalogue of reasons: the kind and the sentence of each. */
export type Refusals = Readonly<Record<string, readonly [kind: ErrorKind, message: string]>>;

/** Makes the one function a service throws its refusals with: `throw refuse("SKU_TAKEN", { metadata: { sku } })`. */
export function defineRefusals<const R extends Refusals>(
  domain: string,
  catalogue: R,
): ((reason: keyof R & string, details?: ErrorDetails) => DomainError) & {
  readonly domain: string;
  readonly catalogue: R;
} {
  const refuse = (reason: keyof R & string, details?: ErrorDetails) => {
    const [kind, message] = catalogue[reason] as R[string];
    return new DomainError(kind, domain, reason, message, details);
  };
  return Object.assign(refuse, { domain, catalogue });
}
