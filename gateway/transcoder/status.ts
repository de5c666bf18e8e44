import { create } from "@bufbuild/protobuf";
import { type Any, anyPack } from "@bufbuild/protobuf/wkt";
import { Code } from "#gen/es/google/rpc/code_pb.js";
import { BadRequestSchema } from "#gen/es/google/rpc/error_details_pb.js";

export { Code };

/** What a call ends with instead of an answer: google.rpc.Status. Any thrown object of this shape counts as one. */
export interface StatusLike {
  /** google.rpc.Code, 1 to 16. */
  readonly code: number;
  readonly message: string;
  readonly details?: readonly Any[];
  /** Headers for the answer; only those on the allow-list of headers back are sent. */
  readonly headers?: Readonly<Record<string, string>>;
}

interface StatusExtras {
  readonly details?: readonly Any[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly http?: HttpOverride;
  readonly cause?: unknown;
}

/** An HTTP status that says more than the code's own one, with the headers it asks for. */
export interface HttpOverride {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A status to throw. */
export class StatusError extends Error implements StatusLike {
  override readonly name = "StatusError";
  readonly code: number;
  readonly details: readonly Any[];
  readonly headers: Readonly<Record<string, string>>;
  readonly http: HttpOverride | undefined;

  constructor(code: number, message: string, extras: StatusExtras = {}) {
    super(message, extras.cause === undefined ? {} : { cause: extras.cause });
    this.code = code;
    this.details = extras.details ?? [];
    this.headers = extras.headers ?? {};
    this.http = extras.http;
  }
}

/** INVALID_ARGUMENT for a field; `field` is its path in JSON spelling, such as "filter.pageSize" or "items[2].sku". */
export function invalidField(field: string, description: string): StatusError {
  const violation = create(BadRequestSchema, { fieldViolations: [{ field, description }] });
  return new StatusError(Code.INVALID_ARGUMENT, `${field}: ${description}`, {
    details: [anyPack(BadRequestSchema, violation)],
  });
}

/** INVALID_ARGUMENT for a request that is wrong before any field of it can be named. */
export function badRequest(message: string, cause?: unknown): StatusError {
  return new StatusError(Code.INVALID_ARGUMENT, message, { cause });
}

export function pathNotFound(): StatusError {
  return new StatusError(Code.NOT_FOUND, "there is nothing at this path");
}

/** 405; `allow` are the methods the path has. */
export function methodNotAllowed(allow: readonly string[]): StatusError {
  const list = allow.join(", ");
  return new StatusError(Code.UNIMPLEMENTED, `this path answers to ${list}`, {
    http: { status: 405, headers: { allow: list } },
  });
}

export function notAcceptable(offers: readonly string[]): StatusError {
  return new StatusError(Code.INVALID_ARGUMENT, `this stream is available as ${offers.join(", ")}`, {
    http: { status: 406 },
  });
}

export function unsupportedMedia(message: string, headers: Readonly<Record<string, string>>): StatusError {
  return new StatusError(Code.INVALID_ARGUMENT, message, { http: { status: 415, headers } });
}

export function bodyTooLarge(maxBytes: number): StatusError {
  return new StatusError(Code.RESOURCE_EXHAUSTED, `the body is larger than ${maxBytes} bytes`, {
    http: { status: 413 },
  });
}
