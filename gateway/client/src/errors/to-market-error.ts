import type { DescMethod } from "@bufbuild/protobuf";
import { durationMs } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError } from "@connectrpc/connect";
import {
  BadRequestSchema,
  ErrorInfoSchema,
  RequestInfoSchema,
  RetryInfoSchema,
} from "#gen/client/google/rpc/error_details_pb.js";
import type { Reason } from "#gen/client/reasons.js";
import { type ErrorCode, errorCodeOf } from "./error-code.ts";
import { MarketError } from "./market-error.ts";

/** What is said of failures without an ErrorInfo: those on the way, and those whose details the market keeps to itself. */
const sharedReasons: Partial<Record<ErrorCode, Reason>> = {
  CANCELLED: "CALL_CANCELLED",
  DEADLINE_EXCEEDED: "DEADLINE_PASSED",
  UNAVAILABLE: "SERVICE_UNAVAILABLE",
  UNIMPLEMENTED: "METHOD_UNKNOWN",
};

/** Makes of whatever a transport threw what callers are told. */
export function toMarketError(thrown: unknown, method: DescMethod): MarketError {
  if (thrown instanceof MarketError) return thrown;
  const error = ConnectError.from(thrown);
  const code = isBrokenConnection(error) ? "UNAVAILABLE" : errorCodeOf(error.code);
  const [info] = error.findDetails(ErrorInfoSchema);
  const [bad] = error.findDetails(BadRequestSchema);
  const [request] = error.findDetails(RequestInfoSchema);
  const facts = {
    code,
    reason: info?.reason ?? sharedReasons[code] ?? "INTERNAL_FAILURE",
    domain: info?.domain ?? "ultramarket",
    metadata: info?.metadata ?? {},
    violations: bad?.fieldViolations.map(({ field, description }) => ({ field, description })) ?? [],
    requestId: request?.requestId ?? error.metadata.get("x-request-id") ?? undefined,
    retryAfterMs: retryAfterMs(error),
    method: `${method.parent.typeName}.${method.name}`,
  };
  return new MarketError(error.rawMessage, facts, thrown);
}

/** A call that ended before it was sent, or while its answer was awaited. */
export function localError(code: "CANCELLED" | "DEADLINE_EXCEEDED", method: DescMethod): MarketError {
  return code === "CANCELLED"
    ? toMarketError(new ConnectError("The call was cancelled.", Code.Canceled), method)
    : toMarketError(new ConnectError("The deadline passed.", Code.DeadlineExceeded), method);
}

/** `fetch`, and the bodies it gives, throw a TypeError when the network fails. */
function isBrokenConnection({ code, cause }: ConnectError): boolean {
  return code === Code.Unknown && typeof cause === "object" && cause !== null && "name" in cause
    ? cause.name === "TypeError"
    : false;
}

/** What RetryInfo says, or else the Retry-After header in seconds. */
function retryAfterMs(error: ConnectError): number | undefined {
  const delay = error.findDetails(RetryInfoSchema)[0]?.retryDelay;
  if (delay !== undefined) return durationMs(delay);
  const header = error.metadata.get("retry-after") ?? "";
  return /^\d{1,9}$/.test(header) ? Number(header) * 1000 : undefined;
}
