import { constants, type ServerHttp2Session, type ServerHttp2Stream } from "node:http2";
import { createBudget } from "./budget.ts";

const tooFast = new Error("calls are taken back too fast");
/** Calls a client may begin and take back: a burst of them, and so many each second. */
const resets = { burst: 500, perSecond: 50 };

/**
 * Ends a connection that is of no use: one without any call for `idleTimeoutMs`, whatever else it sends; one whose
 * calls are taken back faster than a client with a reason would (CVE-2023-44487). Ends a call whose answer the client
 * does not take for that time. Floods of other frames (CONTINUATION, SETTINGS, PING, empty DATA) end in nghttp2.
 */
export function guardSession(session: ServerHttp2Session, idleTimeoutMs: number): void {
  const streams = new Set<ServerHttp2Stream>();
  const budget = createBudget(resets);
  let usedAt = performance.now();
  session.on("stream", (stream: ServerHttp2Stream) => {
    streams.add(stream);
    stream.once("close", () => {
      streams.delete(stream);
      usedAt = performance.now();
      if (stream.aborted && !budget.spend()) session.destroy(tooFast, constants.NGHTTP2_ENHANCE_YOUR_CALM);
    });
  });
  session.setTimeout(idleTimeoutMs, () => session.close());
  const timer = setInterval(() => {
    if (streams.size === 0 && performance.now() - usedAt >= idleTimeoutMs) session.close();
    for (const stream of streams) if (stream.writableLength > 0) endWhenStuck(stream, idleTimeoutMs);
  }, idleTimeoutMs / 2).unref();
  session.once("close", () => clearInterval(timer));
}

const watched = new WeakSet<ServerHttp2Stream>();

function endWhenStuck(stream: ServerHttp2Stream, ms: number): void {
  if (watched.has(stream)) return;
  watched.add(stream);
  stream.setTimeout(ms, () => {
    if (stream.writableLength > 0) stream.close(constants.NGHTTP2_CANCEL);
  });
}
