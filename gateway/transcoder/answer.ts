import type { AnswerBody } from "./answer-body.ts";
import { acceptedCoding, compress, isCompressible } from "./compress.ts";
import type { Exchange } from "./exchange.ts";
import { type HttpResponse, header } from "./http.ts";

/** Answers with a body in one piece; compresses text over `compressOver` bytes if the client takes that. */
export async function answerWhole(
  { request, response }: Exchange,
  status: number,
  { contentType, bytes }: AnswerBody,
  compressOver: number,
): Promise<void> {
  response.statusCode = status;
  response.setHeader("content-type", contentType);
  let content = bytes;
  if (bytes.length > compressOver && isCompressible(contentType)) {
    addVary(response, "accept-encoding");
    const coding = acceptedCoding(header(request, "accept-encoding"));
    if (coding !== undefined) {
      content = await compress(bytes, coding);
      response.setHeader("content-encoding", coding);
    }
  }
  response.setHeader("content-length", content.length);
  if (request.method === "HEAD") response.end();
  else response.end(content);
}

/** Answers that the client has it already (RFC 9110, section 15.4.5). */
export function answerKnown({ response }: Pick<Exchange, "response">): void {
  response.statusCode = 304;
  response.end();
}

/** Adds a name to the Vary header that others may have set. */
export function addVary(response: HttpResponse, name: string): void {
  const before = response.getHeader("vary");
  const names = before === undefined ? [] : String(before).split(/, */);
  if (!names.some((other) => other.toLowerCase() === name)) response.setHeader("vary", [...names, name].join(", "));
}
