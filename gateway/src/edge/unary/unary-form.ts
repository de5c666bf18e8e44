import type { Method } from "#mesh/rpc";
import type { MarkAnswer } from "../cache-answers.ts";
import type { Answered } from "../carry-headers.ts";
import type { EdgeError } from "../edge-error.ts";
import type { EdgeHeaders, EdgeResponse } from "../http.ts";

/** A call that is to be answered. */
export interface UnaryExchange {
  /** Of the request. */
  readonly headers: EdgeHeaders;
  readonly response: EdgeResponse;
  /** What the service told besides its message; undefined where nothing travels back. */
  readonly told?: Answered | undefined;
  /** Undefined for a call of whose answer caches keep nothing. */
  readonly mark?: MarkAnswer | undefined;
}

/** How one protocol writes unary calls down. What a form does not know is left to the Connect library. */
export interface UnaryForm {
  /** The message, encoded; undefined for bodies that are not plain, or no message of the method. */
  read(body: Buffer, method: Method): Uint8Array | undefined;
  /** Answers with the encoded message. */
  answer(exchange: UnaryExchange, message: Uint8Array, method: Method): Promise<void> | void;
  /** Answers with what went wrong. */
  refuse(exchange: UnaryExchange, error: EdgeError): Promise<void> | void;
}
