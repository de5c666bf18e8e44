import type { Socket } from "node:net";

/** What every HTTP/2 client sends first (RFC 9113, section 3.4). */
const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

/**
 * Reads the first bytes of a connection, gives them back to the socket and says which HTTP they speak. Destroys the
 * socket of a client that has not made itself known after `timeoutMs`; `then` is not called for it.
 */
export function readPreface(socket: Socket, timeoutMs: number, then: (protocol: "http1" | "http2") => void): void {
  let seen = Buffer.alloc(0);
  const timer = setTimeout(() => socket.destroy(), timeoutMs);
  const stop = () => {
    clearTimeout(timer);
    socket.off("readable", read);
    socket.off("close", stop);
    socket.off("end", giveUp);
    socket.off("error", giveUp);
  };
  const giveUp = () => {
    stop();
    socket.destroy();
  };
  const read = () => {
    const chunk: Buffer | null = socket.read();
    if (chunk === null) return;
    seen = Buffer.concat([seen, chunk]);
    const protocol = judge(seen);
    if (protocol === undefined) return;
    stop();
    socket.unshift(seen);
    then(protocol);
  };
  socket.on("readable", read).once("close", stop).once("end", giveUp).once("error", giveUp);
}

function judge(seen: Buffer): "http1" | "http2" | undefined {
  const length = Math.min(seen.length, preface.length);
  if (!seen.subarray(0, length).equals(preface.subarray(0, length))) return "http1";
  return length === preface.length ? "http2" : undefined;
}
