import { randomUUID } from "node:crypto";
import { create, type DescMessage, fromBinary, type MessageShape, toBinary } from "@bufbuild/protobuf";
import { type Any, AnySchema, anyPack, durationFromMs, durationMs } from "@bufbuild/protobuf/wkt";
import { Code } from "#gen/es/google/rpc/code_pb.js";
import {
  BadRequestSchema,
  ErrorInfoSchema,
  PreconditionFailureSchema,
  RetryInfoSchema,
} from "#gen/es/google/rpc/error_details_pb.js";
import { StatusSchema } from "#gen/es/google/rpc/status_pb.js";
import { DomainError, type ErrorKind, type FieldViolation, refuse } from "#mesh/kernel";

/** A failed call as it crosses a transport: the content of a google.rpc.Status. */
export class RpcError extends Error {
  override readonly name = "RpcError";
  /** google.rpc.Code. */
  readonly code: number;
  readonly details: readonly Any[];

  constructor(code: number, message: string, details: readonly Any[] = []) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** Keeps a status within what HTTP/2 peers accept as trailers. */
const maxFields = 20;
const maxText = 300;

/** The status of a refusal. Anything but a DomainError or RpcError becomes INTERNAL with a fixed text and a log id. */
export function toStatus(error: unknown): RpcError {
  if (error instanceof RpcError) return error;
  const known = error instanceof DomainError ? error : internalFailure();
  return new RpcError(Code[known.kind], clip(known.message), detailsOf(known));
}

/** INTERNAL_FAILURE under a fresh log id. */
export function internalFailure(): DomainError {
  return refuse("INTERNAL_FAILURE", { metadata: { log_id: randomUUID() } });
}

function detailsOf(error: DomainError): Any[] {
  const { reason, domain, fields, retryAfterMs } = error;
  const metadata = Object.fromEntries(Object.entries(error.metadata).map(([key, value]) => [key, clip(value)]));
  const details = [anyPack(ErrorInfoSchema, create(ErrorInfoSchema, { reason, domain, metadata }))];
  if (fields.length > 0) details.push(badRequest(fields));
  if (retryAfterMs !== undefined) details.push(retryInfo(retryAfterMs));
  if (error.kind === "FAILED_PRECONDITION") details.push(preconditionFailure(error));
  return details;
}

function badRequest(fields: readonly FieldViolation[]): Any {
  const fieldViolations = fields
    .slice(0, maxFields)
    .map(({ field, description }) => ({ field: clip(field), description: clip(description) }));
  return anyPack(BadRequestSchema, create(BadRequestSchema, { fieldViolations }));
}

function retryInfo(ms: number): Any {
  return anyPack(RetryInfoSchema, create(RetryInfoSchema, { retryDelay: durationFromMs(Math.ceil(ms)) }));
}

function preconditionFailure({ reason, domain, message }: DomainError): Any {
  const violations = [{ type: reason, subject: domain, description: clip(message) }];
  return anyPack(PreconditionFailureSchema, create(PreconditionFailureSchema, { violations }));
}

function clip(text: string): string {
  return (text.length > maxText ? text.slice(0, maxText) : text).toWellFormed();
}

/** The refusal behind a status, as the caller's code meets it; a status without ErrorInfo gets a shared reason. */
export function fromStatus(status: RpcError): DomainError {
  const info = detail(status, ErrorInfoSchema);
  const kind = kindOf(status.code);
  return new DomainError(kind, info?.domain ?? "ultramarket", info?.reason ?? bareReason(kind), status.message, {
    metadata: info?.metadata ?? {},
    fields: (detail(status, BadRequestSchema)?.fieldViolations ?? []).map(({ field, description }) => ({
      field,
      description,
    })),
    ...retryDelay(status),
    cause: status,
  });
}

function retryDelay(status: RpcError): { readonly retryAfterMs?: number } {
  const delay = detail(status, RetryInfoSchema)?.retryDelay;
  return delay === undefined ? {} : { retryAfterMs: durationMs(delay) };
}

/** The first detail of this type; undefined if there is none, or its bytes are none: peers write what they like. */
export function detail<Desc extends DescMessage>(status: RpcError, desc: Desc): MessageShape<Desc> | undefined {
  const found = status.details.find(({ typeUrl }) => typeUrl.endsWith(`/${desc.typeName}`));
  try {
    return found && fromBinary(desc, found.value);
  } catch {
    return undefined;
  }
}

function kindOf(code: number): ErrorKind {
  const name = Code[code];
  return name === undefined || name === "OK" ? "UNKNOWN" : (name as ErrorKind);
}

/** What a peer or a transport means that names no reason. */
function bareReason(kind: ErrorKind): string {
  switch (kind) {
    case "INVALID_ARGUMENT":
      return "INVALID_REQUEST";
    case "UNAUTHENTICATED":
      return "SIGN_IN_REQUIRED";
    case "PERMISSION_DENIED":
      return "CALLER_NOT_ALLOWED";
    case "NOT_FOUND":
      return "RESOURCE_NOT_FOUND";
    case "DEADLINE_EXCEEDED":
      return "DEADLINE_PASSED";
    case "CANCELLED":
      return "CALL_CANCELLED";
    case "UNAVAILABLE":
      return "SERVICE_UNAVAILABLE";
    case "RESOURCE_EXHAUSTED":
      return "MESSAGE_TOO_LARGE";
    case "UNIMPLEMENTED":
      return "METHOD_UNKNOWN";
    default:
      return "INTERNAL_FAILURE";
  }
}

/** A google.rpc.Status, as in the trailer `grpc-status-details-bin`. */
export function encodeStatus({ code, message, details }: RpcError): Uint8Array {
  return toBinary(StatusSchema, create(StatusSchema, { code, message, details: [...details] }));
}

/** Throws if the bytes are no google.rpc.Status. */
export function decodeStatus(bytes: Uint8Array): RpcError {
  const { code, message, details } = fromBinary(StatusSchema, bytes);
  return new RpcError(
    code,
    message,
    details.map(({ typeUrl, value }) => create(AnySchema, { typeUrl, value })),
  );
}
