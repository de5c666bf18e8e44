import { durationMs } from "@bufbuild/protobuf/wkt";
import { ConnectError } from "@connectrpc/connect";
import { Code } from "#gen/es/google/rpc/code_pb.js";
import {
  BadRequestSchema,
  ErrorInfoSchema,
  PreconditionFailureSchema,
  RequestInfoSchema,
  RetryInfoSchema,
} from "#gen/es/google/rpc/error_details_pb.js";
import { errorCode } from "#mesh/machine";

/** Codes of OpenSSL and Node for certificates that prove nothing. */
const untrusted = /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)/;

/** What went wrong with a call, in lines: code, reason and message; what it is of; fields; when to try again; what finds it. */
export function failureLines(thrown: unknown, url: string): readonly string[] {
  const error = ConnectError.from(thrown);
  const socket = errorCode(error.cause);
  if (socket !== undefined && (error.cause as NodeJS.ErrnoException).syscall !== undefined) {
    return [`Nothing answers at ${url}: ${socket}`];
  }
  if (socket !== undefined && untrusted.test(socket)) {
    return [`The certificate of ${url} is not trusted (${socket}); name a file of its authority by --ca.`];
  }
  const [info] = error.findDetails(ErrorInfoSchema);
  const reason = info === undefined ? "" : ` ${info.reason}`;
  return [`${Code[error.code]}${reason}: ${error.rawMessage}`, ...detailsOf(error).map((line) => `  ${line}`)];
}

function detailsOf(error: ConnectError): readonly string[] {
  const [info] = error.findDetails(ErrorInfoSchema);
  const fields = error.findDetails(BadRequestSchema).flatMap(({ fieldViolations }) => fieldViolations);
  const states = error.findDetails(PreconditionFailureSchema).flatMap(({ violations }) => violations);
  const [retry] = error.findDetails(RetryInfoSchema);
  return [
    ...(info?.domain ? [labelled("domain", info.domain)] : []),
    ...Object.entries(info?.metadata ?? {}).map(([name, value]) => labelled(name, value)),
    ...fields.map(({ field, description }) => labelled("field", `${field}: ${description}`)),
    ...states.map(({ subject, description }) => labelled("state", `${subject}: ${description}`)),
    ...(retry?.retryDelay ? [labelled("retry after", `${durationMs(retry.retryDelay) / 1_000} s`)] : []),
    ...requestIdOf(error).map((id) => labelled("request id", id)),
  ];
}

function requestIdOf(error: ConnectError): readonly string[] {
  const id = error.metadata.get("x-request-id") ?? error.findDetails(RequestInfoSchema)[0]?.requestId;
  return id === undefined ? [] : [id];
}

function labelled(label: string, text: string): string {
  return `${label.padEnd(12)} ${text}`;
}
