import type { Method } from "#mesh/rpc";
import type { EdgeError } from "../edge-error.ts";
import type { EdgeHeaders, EdgeResponse } from "../http.ts";

/** How one protocol writes unary calls down. What a form does not know is left to the Connect library. */
export interface UnaryForm {
  /** The message, encoded; undefined for bodies that are not plain, or no message of the method. */
  read(body: Buffer, method: Method): Uint8Array | undefined;
  /** Answers with the encoded message. */
  answer(response: EdgeResponse, message: Uint8Array, method: Method, headers: EdgeHeaders): Promise<void> | void;
  /** Answers with what went wrong. */
  refuse(response: EdgeResponse, error: EdgeError, headers: EdgeHeaders): Promise<void> | void;
}
