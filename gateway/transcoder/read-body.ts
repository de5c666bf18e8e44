import { hasBody } from "./content.ts";
import type { HttpRequest } from "./http.ts";
import { bodyTooLarge } from "./status.ts";

/**
 * All bytes of a request's body as they came, at most `maxBytes`, else 413; what is left is then read and dropped, so
 * that the client gets to see the answer. Rejects with the signal's reason when that fires.
 */
export function readRequestBody(request: HttpRequest, maxBytes: number, signal: AbortSignal): Promise<Uint8Array> {
  if (!hasBody(request)) return Promise.resolve(new Uint8Array());
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) {
    request.resume();
    return Promise.reject(bodyTooLarge(maxBytes));
  }
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    const settle = (conclude: () => void) => {
      request.off("data", take).off("end", end).off("error", fail);
      signal.removeEventListener("abort", abort);
      conclude();
    };
    const take = (chunk: Uint8Array) => {
      size += chunk.length;
      if (size <= maxBytes) return chunks.push(chunk);
      request.resume();
      return settle(() => reject(bodyTooLarge(maxBytes)));
    };
    const end = () => settle(() => resolve(Buffer.concat(chunks)));
    const fail = (error: Error) => settle(() => reject(error));
    const abort = () => settle(() => reject(signal.reason));
    signal.addEventListener("abort", abort, { once: true });
    request.on("data", take).once("end", end).once("error", fail);
    if (signal.aborted) abort();
  });
}
