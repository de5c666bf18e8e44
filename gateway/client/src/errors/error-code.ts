/** The canonical codes (google.rpc.Code) by number. */
const codes = [
  "OK",
  "CANCELLED",
  "UNKNOWN",
  "INVALID_ARGUMENT",
  "DEADLINE_EXCEEDED",
  "NOT_FOUND",
  "ALREADY_EXISTS",
  "PERMISSION_DENIED",
  "RESOURCE_EXHAUSTED",
  "FAILED_PRECONDITION",
  "ABORTED",
  "OUT_OF_RANGE",
  "UNIMPLEMENTED",
  "INTERNAL",
  "UNAVAILABLE",
  "DATA_LOSS",
  "UNAUTHENTICATED",
] as const;

/** Name of a canonical code. */
export type ErrorCode = Exclude<(typeof codes)[number], "OK">;

/** The name of a code's number; UNKNOWN for 0 and for what is no code. */
export function errorCodeOf(number: number): ErrorCode {
  const code = codes[number];
  return code === undefined || code === "OK" ? "UNKNOWN" : code;
}
