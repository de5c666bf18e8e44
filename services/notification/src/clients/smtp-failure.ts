import { isNativeError } from "node:util/types";
import type { MailAnswer } from "../app/ports.ts";

/** What the server says to one message, rather than to whoever signs in or connects. */
const ofMessage = new Set(["EENVELOPE", "EMESSAGE"]);

const longestError = 300;

/** E-mail addresses, which servers like to repeat; quoted ones too. */
const addresses = /<?(?:"[^"]*"|[^\s<>@"(),:;]+)@[^\s<>@"(),:;]+>?/g;

/**
 * What a failure of nodemailer means for a message. It is refused for good by a reply of 500 or more (RFC 5321, 4.2.1) to
 * its addresses or its content, or if nodemailer itself finds that they cannot be sent; all else may pass. The error names
 * no address. Throws what is no failure of sending.
 */
export function answerOf(failure: unknown): MailAnswer {
  if (!isNativeError(failure) || !("code" in failure)) throw failure;
  const { code, responseCode, response } = failure as Error & Record<"code" | "responseCode" | "response", unknown>;
  const error = String(response ?? `${String(code)}: ${failure.message}`)
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .replaceAll(addresses, "<address>")
    .slice(0, longestError);
  const isFinal = ofMessage.has(String(code)) && !(Number(responseCode) < 500);
  return { kind: isFinal ? "REFUSED" : "UNANSWERED", error };
}
