import { type DomainError, defineRefusals, type FieldViolation } from "./error.ts";

/** The refusals any call can meet: the values of ultramarket.common.v1.CommonErrorReason. */
export const refuse = defineRefusals("ultramarket", {
  INVALID_REQUEST: ["INVALID_ARGUMENT", "the request breaks rules of the contract"],
  SIGN_IN_REQUIRED: ["UNAUTHENTICATED", "sign in first"],
  TOKEN_INVALID: ["UNAUTHENTICATED", "the access token is not valid"],
  PERMISSION_MISSING: ["PERMISSION_DENIED", "the caller lacks the permission"],
  CALLER_NOT_ALLOWED: ["PERMISSION_DENIED", "the calling workload is not on the method's list"],
  RESOURCE_NOT_FOUND: ["NOT_FOUND", "there is nothing of this id"],
  REQUEST_ID_REUSED: ["INVALID_ARGUMENT", "the request_id was used before with other content"],
  PAGE_TOKEN_INVALID: ["INVALID_ARGUMENT", "the page token is damaged or belongs to another list"],
  ETAG_MISMATCH: ["ABORTED", "the resource was changed meanwhile; read it again"],
  DEADLINE_PASSED: ["DEADLINE_EXCEEDED", "the answer was not ready in time"],
  CALL_CANCELLED: ["CANCELLED", "the caller went away"],
  SERVICE_UNAVAILABLE: ["UNAVAILABLE", "the service does not answer; try again shortly"],
  SERVER_OVERLOADED: ["RESOURCE_EXHAUSTED", "the server is overloaded; try again shortly"],
  RATE_LIMITED: ["RESOURCE_EXHAUSTED", "too many calls; try again later"],
  MESSAGE_TOO_LARGE: ["RESOURCE_EXHAUSTED", "the message is larger than the server accepts"],
  INTERNAL_FAILURE: ["INTERNAL", "the market failed; its log knows more"],
  METHOD_UNKNOWN: ["UNIMPLEMENTED", "there is no such method"],
  API_KEY_INVALID: ["UNAUTHENTICATED", "the API key is unknown, has expired, or was revoked"],
  CSRF_TOKEN_WRONG: ["PERMISSION_DENIED", "with a session cookie, the X-CSRF-Token header must repeat the csrf cookie"],
  ORIGIN_NOT_ALLOWED: ["PERMISSION_DENIED", "pages of this origin may not call with a session cookie"],
});

/** INVALID_REQUEST for the named fields. */
export function invalid(...fields: readonly FieldViolation[]): DomainError {
  return refuse("INVALID_REQUEST", { fields });
}

/** RESOURCE_NOT_FOUND, for what is absent and for what the caller may not see: to them both look alike. */
export function notFound(): DomainError {
  return refuse("RESOURCE_NOT_FOUND");
}
