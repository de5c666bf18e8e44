import { create, createRegistry, type Registry } from "@bufbuild/protobuf";
import { anyPack, durationMs } from "@bufbuild/protobuf/wkt";
import { ConnectError } from "@connectrpc/connect";
import { Code } from "#gen/es/google/rpc/code_pb.js";
import {
  ErrorInfoSchema,
  file_google_rpc_error_details,
  RequestInfoSchema,
  RetryInfoSchema,
} from "#gen/es/google/rpc/error_details_pb.js";
import { DomainError, type Logger, refuse } from "#mesh/kernel";
import { detail, fromStatus, RpcError, toStatus } from "#mesh/rpc";
import { isTold } from "./told-errors.ts";
import { isReadFailure, isUndeclaredCompression, unreadable } from "./unreadable.ts";

/** A failure as the outside may see it, with the headers that go with it. */
export class EdgeError extends RpcError {
  readonly headers: Readonly<Record<string, string>>;
  /** Where the log says what is hidden; undefined if nothing is. */
  readonly logId: string | undefined;

  constructor(status: Pick<RpcError, "code" | "message" | "details">, extras: EdgeErrorExtras = {}) {
    super(status.code, status.message, status.details);
    this.headers = extras.headers ?? {};
    this.logId = extras.logId;
  }
}

interface EdgeErrorExtras {
  readonly headers?: Readonly<Record<string, string>>;
  readonly logId?: string;
}

/** Turns whatever went wrong in the request of this id into what the outside may see of it. */
export type CloseError = (error: unknown, requestId: string) => EdgeError;

const hidden: ReadonlySet<number> = new Set([Code.INTERNAL, Code.UNKNOWN, Code.DATA_LOSS]);
/** How to sign in (RFC 6750, section 3). */
const challenge = { "www-authenticate": "Bearer" };
/** What stands for the text of a hidden error. */
export const hiddenText = refuse("INTERNAL_FAILURE").message;

/**
 * Hides INTERNAL, UNKNOWN and DATA_LOSS behind one sentence and the id of the log entry, and drops details whose type
 * is neither in the contracts nor in google/rpc/error_details.proto.
 */
export function createCloseError(contracts: Registry, log: Logger): CloseError {
  const known = createRegistry(contracts, file_google_rpc_error_details);
  return (error, requestId) => {
    if (error instanceof EdgeError) return error;
    if (error instanceof ConnectError && !isTold(error) && isUndeclaredCompression(error.rawMessage)) {
      return new EdgeError({ code: error.code, message: error.rawMessage, details: [] });
    }
    const status = statusOf(error);
    const code = status.code >= 1 && status.code <= 16 ? status.code : Code.UNKNOWN;
    if (hidden.has(code)) return hide(code, status, error, requestId, log);
    const details = withReason(status).details.filter(({ typeUrl }) =>
      known.getMessage(typeUrl.slice(typeUrl.lastIndexOf("/") + 1)),
    );
    const challenged = code === Code.UNAUTHENTICATED ? challenge : {};
    return new EdgeError(
      { code, message: status.message, details },
      { headers: { ...challenged, ...retryAfter(status) } },
    );
  };
}

/**
 * Leaves what services tell as it is, for gateways whose services say nothing that outsiders must not know. What the edge
 * itself refuses has a code and a sentence.
 */
export const passError: CloseError = (error) => {
  if (error instanceof EdgeError) return error;
  if (error instanceof ConnectError) return new EdgeError({ code: error.code, message: error.rawMessage, details: [] });
  const { code, message, details } = toStatus(error);
  return new EdgeError({ code, message, details: error instanceof DomainError ? [] : details });
};

/** What RetryInfo says, in whole seconds (RFC 9110, section 10.2.3). */
function retryAfter(status: RpcError): Readonly<Record<string, string>> {
  const delay = detail(status, RetryInfoSchema)?.retryDelay;
  return delay === undefined ? {} : { "retry-after": `${Math.max(1, Math.ceil(durationMs(delay) / 1000))}` };
}

/** A status with an ErrorInfo: libraries and transports name no reason, so they get the shared one of their code. */
export function withReason(status: RpcError): RpcError {
  if (detail(status, ErrorInfoSchema) !== undefined) return status;
  const { reason, domain } = fromStatus(status);
  const info = create(ErrorInfoSchema, { reason, domain });
  return new RpcError(status.code, status.message, [anyPack(ErrorInfoSchema, info), ...status.details]);
}

/** ConnectErrors come from reading the client's own messages: they carry no details, and none is the server's failure. */
function statusOf(error: unknown): RpcError {
  if (isReadFailure(error)) return unreadable();
  return error instanceof ConnectError ? new RpcError(error.code, error.rawMessage) : toStatus(error);
}

/** A service that names a log entry has written it. */
function hide(code: number, status: RpcError, error: unknown, requestId: string, log: Logger): EdgeError {
  const named = status === error ? detail(status, ErrorInfoSchema)?.metadata.log_id : undefined;
  const logId = named ?? requestId;
  if (named === undefined) log.error("call failed", { code: Code[code], log_id: logId, error });
  const info = create(RequestInfoSchema, { requestId: logId });
  return new EdgeError({ code, message: hiddenText, details: [anyPack(RequestInfoSchema, info)] }, { logId });
}
