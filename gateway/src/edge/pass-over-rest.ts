import { constants } from "node:http2";
import type { EdgeRequest, EdgeResponse } from "./http.ts";

/** How much of a request is read after its answer, and for how long. */
export interface PassingOver {
  readonly mostBytes: number;
  readonly ms: number;
}

/**
 * Reads and forgets what is left of a request once its answer is out: by HTTP/1.1 the next one comes after it on the same
 * connection, by HTTP/2 its client may read no answer before it has sent all. A client that sends more than that is
 * stopped: by the end of the connection, or of the stream (RFC 9113, section 8.1).
 */
export function passOverRest(request: EdgeRequest, response: EdgeResponse, { mostBytes, ms }: PassingOver): void {
  let left = mostBytes;
  const stop = () => {
    if ("stream" in request) request.stream.close(constants.NGHTTP2_NO_ERROR);
    else request.socket.destroy();
  };
  const read = () => {
    for (let chunk = request.read(); chunk !== null; chunk = request.read()) left -= chunk.length;
    if (left < 0) stop();
  };
  ("stream" in response ? response.stream : response).once("finish", () => {
    if (request.readableEnded || (request.complete && request.readableLength === 0)) return;
    const timer = setTimeout(stop, ms).unref();
    const done = () => clearTimeout(timer);
    request.on("readable", read).once("end", done).once("close", done);
    read();
  });
}
