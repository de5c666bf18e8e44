import { isNativeError } from "node:util/types";
import type { MailAnswer } from "../app/ports.ts";

/** What the server says to one message, rather than to whoever signs in or connects. */
const ofMessage = new Set(["EENVELOPE", "EMESSAGE"]);

const longestError = 300;

/**
 * What a failure of nodemailer means for a message. It is refused for good by a reply of 500 or more (RFC 5321, 4.2.1) to
 * its addresses or its content; all else may pass. Throws what is no failure of sending.
 */
export function answerOf(failure: unknown): MailAnswer {
  if (!isNativeError(failure) || !("code" in failure)) throw failure;
  const { code, responseCode, response } = failure as Error & Record<"code" | "responseCode" | "response", unknown>;
  const error = String(response ?? `${String(code)}: ${failure.message}`)
    .replaceAll(/\s+/g, " ")
    .slice(0, longestError);
  const isFinal = Number(responseCode) >= 500 && ofMessage.has(String(code));
  return { kind: isFinal ? "REFUSED" : "UNANSWERED", error };
}
