import { once } from "node:events";
import { constants } from "node:http2";
import type { Writable } from "node:stream";
import { addVary } from "./answer.ts";
import type { AnswerBody } from "./answer-body.ts";
import { type Exchange, untilAborted } from "./exchange.ts";
import type { HttpResponse } from "./http.ts";
import type { StreamFormat } from "./stream-format.ts";

/**
 * Answers with a stream of JSON. The head goes out with the first element: an error before it is thrown, a later
 * one, as `errorJson` tells it, ends the stream as its last element.
 */
export async function answerStream(
  exchange: Exchange,
  elements: AsyncIterable<Uint8Array>,
  format: StreamFormat,
  errorJson: (error: unknown) => string,
): Promise<void> {
  const first = Buffer.from(format.open + format.before);
  const next = Buffer.from(format.between + format.before);
  const after = Buffer.from(format.after);
  let isFirst = true;
  try {
    for await (const json of elements) {
      if (isFirst) writeHead(exchange, format.contentType, "accept");
      await write(exchange, Buffer.concat([isFirst ? first : next, json, after]));
      isFirst = false;
      if (exchange.request.method === "HEAD") break;
    }
  } catch (error) {
    if (isFirst || exchange.isAbandoned()) throw error;
    exchange.response.end(Buffer.from(format.error(errorJson(error)) + format.close));
    return;
  }
  if (isFirst) writeHead(exchange, format.contentType, "accept");
  exchange.response.end(Buffer.from((isFirst ? format.open : "") + format.close));
}

/**
 * Answers with a stream of bytes under the content type of its first part. An error after that can only break the
 * connection off: throws it once the stream is destroyed.
 */
export async function answerRawStream(exchange: Exchange, parts: AsyncIterable<AnswerBody>): Promise<void> {
  const { request, response } = exchange;
  let isFirst = true;
  try {
    for await (const { contentType, bytes } of parts) {
      if (isFirst) writeHead(exchange, contentType);
      isFirst = false;
      if (request.method === "HEAD") break;
      if (bytes.length > 0) await write(exchange, bytes);
    }
  } catch (error) {
    if (!isFirst) breakOff(response);
    throw error;
  }
  if (isFirst) writeHead(exchange, "application/octet-stream");
  response.end();
}

/** The elements of an upstream's stream until the signal fires; leaving early ends the upstream's stream too. */
export async function* elementsUntilAborted<T>(stream: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = stream[Symbol.asyncIterator]();
  let isOver = false;
  try {
    for (;;) {
      const next = await untilAborted(iterator.next(), signal);
      if (next.done === true) {
        isOver = true;
        return;
      }
      yield next.value;
    }
  } catch (error) {
    isOver = !signal.aborted;
    throw error;
  } finally {
    // Not awaited: an upstream that hangs cannot be returned from before it answers, and its last words interest nobody.
    if (!isOver) Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
}

/** Ends an answer so that its client sees that it is not whole; destroying alone ends HTTP/2 as if it were. */
function breakOff(response: HttpResponse): void {
  if ("stream" in response) response.stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  else response.destroy();
}

function writeHead({ response }: Exchange, contentType: string, vary?: string): void {
  response.statusCode = 200;
  response.setHeader("content-type", contentType);
  response.setHeader("cache-control", "no-store");
  if (vary !== undefined) addVary(response, vary);
}

/** Bytes only: Node 24 garbles strings written to the compatibility layer of node:http2 one right after the other. */
async function write({ response, signal }: Exchange, chunk: Uint8Array): Promise<void> {
  const out: Writable = response;
  const hasRoom = out.write(chunk);
  if (!hasRoom) await untilAborted(once(response, "drain", { signal }), signal);
}
