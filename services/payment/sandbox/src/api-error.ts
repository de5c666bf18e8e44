import type { Intent } from "./objects.ts";

/** The `error` of an answer: https://docs.stripe.com/api/errors. */
export interface ErrorBody {
  readonly type: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";
  readonly message: string;
  readonly code?: string;
  readonly decline_code?: string;
  readonly param?: string;
  readonly charge?: string;
  readonly payment_intent?: Intent;
  readonly payment_method?: object;
}

/** A refusal that leaves everything as it was. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly body: ErrorBody;

  constructor(status: number, body: ErrorBody) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
}

/** What is wrong with the parameters. */
export function invalid(message: string, more: Pick<ErrorBody, "code" | "param" | "payment_intent"> = {}): ApiError {
  return new ApiError(400, { type: "invalid_request_error", message, ...more });
}

/** There is no object of this id. In the path it answers 404, in a parameter 400. */
export function missing(kind: string, id: string, param = "id"): ApiError {
  const message = `No such ${kind}: '${id}'`;
  const status = param === "id" ? 404 : 400;
  return new ApiError(status, { type: "invalid_request_error", code: "resource_missing", message, param });
}

/** The intent's status does not allow it. */
export function unexpectedState(verb: string, intent: Intent): ApiError {
  return invalid(`This PaymentIntent could not be ${verb} because it has a status of ${intent.status}.`, {
    code: "payment_intent_unexpected_state",
    payment_intent: intent,
  });
}

/** The server failed: what became of the request is not said. */
export function failure(status = 500): ApiError {
  return new ApiError(status, { type: "api_error", message: "An unknown error occurred" });
}
