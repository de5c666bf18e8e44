import { DomainError } from "#mesh/kernel";

const longestChain = 5;

/** An error as plain data: type, message, stack, code, what a DomainError adds, and the chain of causes. */
export function describeError(error: Error, depth = 0): Readonly<Record<string, unknown>> {
  const { name, message, stack, cause } = error;
  return {
    type: name,
    message,
    ...("code" in error ? { code: error.code } : {}),
    ...(error instanceof DomainError ? { reason: error.reason, domain: error.domain, metadata: error.metadata } : {}),
    stack,
    ...("errors" in error && Array.isArray(error.errors) ? { errors: error.errors.slice(0, longestChain) } : {}),
    ...(cause === undefined ? {} : { cause: describeCause(cause, depth + 1) }),
  };
}

function describeCause(cause: unknown, depth: number): unknown {
  if (depth >= longestChain) return "[more causes]";
  return isErrorLike(cause) ? describeError(cause, depth) : cause;
}

function isErrorLike(value: unknown): value is Error {
  return typeof value === "object" && value !== null && "message" in value && "stack" in value;
}
