/** A refusal that leaves everything as it was. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }

  get body(): object {
    return { error: { code: this.code, message: this.message } };
  }
}

/** The request is not what the API takes. */
export function invalid(message: string): ApiError {
  return new ApiError(400, "request_invalid", message);
}

/** The server failed: what became of the request is not said. */
export function failure(): ApiError {
  return new ApiError(500, "internal_error", "An unknown error occurred.");
}
