import type { ServerResponse } from "node:http";
import type { ServerHttp2Session } from "node:http2";
import { Server, type Socket } from "node:net";

/** What is open when a door is to be closed. */
export interface Opened {
  readonly server: Server & { closeIdleConnections?(): void };
  readonly sessions: ReadonlySet<ServerHttp2Session>;
  readonly sockets: ReadonlySet<Socket>;
  /** Those of HTTP/1.1 that are not out yet. */
  readonly answers: ReadonlySet<ServerResponse>;
}

/** How long a client is given to use a connection once more and be told to go, instead of meeting a closed one. */
const lingerMs = 500;

/**
 * Closes a door so that no client need lose a call: nobody new comes in; HTTP/1.1 answers say `Connection: close`;
 * HTTP/2 clients get a GOAWAY that names their last call, so that they know to make again what crossed it on its way
 * (node cannot announce one first). What is silent is closed after a moment, and after `ms` what is left.
 */
export async function drain({ server, sessions, sockets, answers }: Opened, ms: number): Promise<void> {
  // The server's own close() would cut silent connections at once, some of them while a request is on its way.
  const closed = new Promise<void>((resolve) => Server.prototype.close.call(server, () => resolve()));
  for (const answer of answers) if (!answer.headersSent) answer.shouldKeepAlive = false;
  for (const session of sessions) session.close();
  const lingering = setInterval(() => {
    server.closeIdleConnections?.();
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  }, lingerMs);
  const last = setTimeout(() => {
    for (const session of sessions) session.destroy();
    for (const socket of sockets) socket.destroy();
  }, ms);
  await closed;
  clearInterval(lingering);
  clearTimeout(last);
  server.close();
}
