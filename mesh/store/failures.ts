import pg from "pg";
import { type Call, DomainError, refuse } from "#mesh/kernel";

/** SQLSTATEs of a server that is away, going down, coming up, or full: PostgreSQL manual, appendix A. */
const away = new Set(["57P01", "57P02", "57P03", "57P05", "25P03", "25P04", "55P03"]);
const awayClasses = new Set(["08", "53"]);
const conflicts = new Set(["40001", "40P01"]);
const cancelled = "57014";
const retryAfterMs = 500;

/** The SQLSTATE of a server's error; undefined for any other. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** True if the server ends the connection with this error (PostgreSQL manual, "Error and Notice Message Fields"). */
export function endsConnection(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.severity === "FATAL" || error.severity === "PANIC");
}

/** True if the error is the named constraint's refusal of a row, such as `violates(error, "products_slug_key")`. */
export function violates(error: unknown, constraint: string): boolean {
  return error instanceof pg.DatabaseError && error.code?.startsWith("23") === true && error.constraint === constraint;
}

/** True if another transaction stood in the way and the same work may succeed when run again. */
export function isConflict(error: unknown): boolean {
  return conflicts.has(sqlState(error) ?? "");
}

/** SERVICE_UNAVAILABLE in the name of the service whose store does not answer. */
export function unavailable(service: string, cause: unknown): DomainError {
  return refuse("SERVICE_UNAVAILABLE", { metadata: { service }, retryAfterMs, cause });
}

/** Why a call stopped: DEADLINE_PASSED, or CALL_CANCELLED if its caller went away before. */
export function interrupted(call: Call | undefined, cause?: unknown): DomainError {
  const gone = call?.signal.aborted === true && Date.now() < call.deadline;
  return refuse(gone ? "CALL_CANCELLED" : "DEADLINE_PASSED", { cause });
}

/** An error of the driver in the words of the contract; errors that say something of the data or the code stay. */
export function translate(service: string, error: unknown, call: Call | undefined): unknown {
  if (error instanceof DomainError) return error;
  const code = sqlState(error);
  if (code === undefined) return error;
  if (code === cancelled) return interrupted(call, error);
  if (away.has(code) || awayClasses.has(code.slice(0, 2))) return unavailable(service, error);
  return error;
}
