import { DomainError } from "#mesh/kernel";

const unanswered = new Set([
  "UNAVAILABLE",
  "DEADLINE_EXCEEDED",
  "RESOURCE_EXHAUSTED",
  "CANCELLED",
  "INTERNAL",
  "ABORTED",
]);

/** True if it is not known whether the call had its effect, and repeating it may tell. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof DomainError && unanswered.has(error.kind);
}

/** The refusal of a service, if the error is one of its own, such as `refusalOf("inventory", error)?.reason`. */
export function refusalOf(service: string, error: unknown): DomainError | undefined {
  return error instanceof DomainError && error.domain === `${service}.ultramarket` ? error : undefined;
}

/** The refusal all services share, if the error is one, such as RESOURCE_NOT_FOUND. */
export function sharedRefusalOf(error: unknown): DomainError | undefined {
  return error instanceof DomainError && error.domain === "ultramarket" ? error : undefined;
}
