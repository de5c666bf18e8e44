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

/** Adds a name to the Vary header that others may have set. */
export function addVary(response: HttpResponse, name: string): void {
  const before = response.getHeader("vary");
  response.setHeader("vary", before === undefined ? name : `${before}, ${name}`);
}
