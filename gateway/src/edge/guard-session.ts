import { constants, type ServerHttp2Session, type ServerHttp2Stream } from "node:http2";
import { createBudget } from "./budget.ts";

const tooFast = new Error("calls are taken back too fast");
/** Calls a client may begin and take back: a burst of them, and so many each second. */
const resets = { burst: 500, perSecond: 50 };

/** What a client has to take of an answer, once it had the time of an idle connection: bytes a millisecond. */
const slowest = 64;

/**
 * Ends a connection that is of no use: one without any call for `idleTimeoutMs`, whatever else it sends; one whose
 * calls are taken back faster than a client with a reason would (CVE-2023-44487). Ends a call whose answer the client
 * does not take. Floods of other frames (CONTINUATION, SETTINGS, PING, empty DATA) end in nghttp2.
 */
export function guardSession(session: ServerHttp2Session, idleTimeoutMs: number): void {
  const streams = new Map<ServerHttp2Stream, Waiting>();
  const budget = createBudget(resets);
  let usedAt = performance.now();
  session.on("stream", (stream: ServerHttp2Stream) => {
    streams.set(stream, { bytes: 0, since: 0 });
    stream.once("close", () => {
      streams.delete(stream);
      usedAt = performance.now();
      if (stream.aborted && !budget.spend()) session.destroy(tooFast, constants.NGHTTP2_ENHANCE_YOUR_CALM);
    });
  });
  session.setTimeout(idleTimeoutMs, () => session.close());
  const timer = setInterval(() => {
    const now = performance.now();
    if (streams.size === 0 && now - usedAt >= idleTimeoutMs) session.close();
    for (const [stream, waiting] of streams) endWhenStuck(stream, waiting, idleTimeoutMs, now);
  }, idleTimeoutMs / 2).unref();
  session.once("close", () => clearInterval(timer));
}

/** What of an answer has been waiting for its client, and since when. */
interface Waiting {
  bytes: number;
  since: number;
}

/** Node's own time-out of a stream does not count here: other frames of the connection put it off. */
function endWhenStuck(stream: ServerHttp2Stream, waiting: Waiting, idleTimeoutMs: number, now: number): void {
  const bytes = stream.writableLength;
  if (bytes === 0 || bytes !== waiting.bytes) Object.assign(waiting, { bytes, since: now });
  else if (now - waiting.since >= idleTimeoutMs + bytes / slowest) stream.close(constants.NGHTTP2_CANCEL);
}
