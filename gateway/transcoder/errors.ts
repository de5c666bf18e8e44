import { create, createRegistry, type DescMethod, type JsonValue, type Registry, toJson } from "@bufbuild/protobuf";
import { type Any, AnySchema, anyPack } from "@bufbuild/protobuf/wkt";
import { file_google_rpc_error_details, RequestInfoSchema } from "#gen/es/google/rpc/error_details_pb.js";
import { Code, StatusError, type StatusLike } from "./status.ts";

/** What clients may not see of INTERNAL, UNKNOWN and DATA_LOSS. */
export interface HiddenErrors {
  /** The one sentence that replaces their messages. */
  readonly message?: string;
  /** Logs what is hidden and answers the id of the log entry. `method` is absent before a route is found. */
  log(error: unknown, method: DescMethod | undefined): string;
}

/** Adds to a status what all errors of a market carry, such as a google.rpc.ErrorInfo. */
export type CompleteStatus = (status: StatusLike) => StatusLike;

const httpStatus: Readonly<Record<number, number>> = {
  [Code.CANCELLED]: 499,
  [Code.UNKNOWN]: 500,
  [Code.INVALID_ARGUMENT]: 400,
  [Code.DEADLINE_EXCEEDED]: 504,
  [Code.NOT_FOUND]: 404,
  [Code.ALREADY_EXISTS]: 409,
  [Code.PERMISSION_DENIED]: 403,
  [Code.RESOURCE_EXHAUSTED]: 429,
  [Code.FAILED_PRECONDITION]: 400,
  [Code.ABORTED]: 409,
  [Code.OUT_OF_RANGE]: 400,
  [Code.UNIMPLEMENTED]: 501,
  [Code.INTERNAL]: 500,
  [Code.UNAVAILABLE]: 503,
  [Code.DATA_LOSS]: 500,
  [Code.UNAUTHENTICATED]: 401,
};

/** The HTTP status of a google.rpc.Code, as google/rpc/code.proto maps them. */
export function httpStatusOf(code: number): number {
  return httpStatus[code] ?? 500;
}

const hiddenCodes: ReadonlySet<number> = new Set([Code.INTERNAL, Code.UNKNOWN, Code.DATA_LOSS]);

/** An error as the client gets it. */
export interface ErrorAnswer {
  readonly httpStatus: number;
  /** Headers that belong to the HTTP status. */
  readonly headers: Readonly<Record<string, string>>;
  /** Headers the upstream wants sent back. */
  readonly back: Readonly<Record<string, string>>;
  /** google.rpc.Status as JSON text. */
  readonly json: string;
}

/** Turns whatever was thrown into an answer: hides what is internal, drops details of unknown types. */
export function createErrorAnswers(registry: Registry, hidden: HiddenErrors, complete: CompleteStatus) {
  const known = createRegistry(file_google_rpc_error_details, registry);
  return (error: unknown, method: DescMethod | undefined): ErrorAnswer => {
    const status = isStatus(error) ? error : new StatusError(Code.INTERNAL, "", { cause: error });
    const shown = hiddenCodes.has(status.code) ? hide(status, hidden, hidden.log(error, method)) : complete(status);
    const http = error instanceof StatusError ? error.http : undefined;
    const challenge = status.code === Code.UNAUTHENTICATED ? { "www-authenticate": "Bearer" } : {};
    return {
      httpStatus: http?.status ?? httpStatusOf(status.code),
      headers: { ...challenge, ...http?.headers },
      back: status.headers ?? {},
      json: statusJson(shown, known),
    };
  };
}

function isStatus(error: unknown): error is StatusLike {
  if (typeof error !== "object" || error === null) return false;
  const { code, message, details = [] } = error as Partial<Record<keyof StatusLike, unknown>>;
  return typeof code === "number" && code in httpStatus && typeof message === "string" && Array.isArray(details);
}

function hide(status: StatusLike, { message = "the server failed; its log knows more" }: HiddenErrors, id: string) {
  const info = create(RequestInfoSchema, { requestId: id });
  return { code: status.code, message, details: [anyPack(RequestInfoSchema, info)] };
}

function statusJson({ code, message, details = [] }: StatusLike, registry: Registry): string {
  return JSON.stringify({ code, message, details: details.flatMap((detail) => detailJson(detail, registry)) });
}

function detailJson({ typeUrl, value }: Any, registry: Registry): JsonValue[] {
  try {
    return [toJson(AnySchema, create(AnySchema, { typeUrl, value }), { registry, alwaysEmitImplicit: true })];
  } catch {
    // Of a type the contracts do not know, or damaged: dropped by contract.
    return [];
  }
}
