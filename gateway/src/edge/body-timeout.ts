import { constants } from "node:http2";
import type { EdgeRequest } from "./http.ts";

/** Resets an HTTP/2 stream whose request is not complete after `ms`; node itself does it for HTTP/1.1. */
export function limitBody(request: EdgeRequest, ms: number): void {
  if (!("stream" in request) || request.stream.readableEnded || request.stream.endAfterHeaders) return;
  const { stream } = request;
  const timer = setTimeout(() => stream.close(constants.NGHTTP2_CANCEL), ms);
  const stop = () => clearTimeout(timer);
  stream.once("end", stop).once("close", stop);
}
