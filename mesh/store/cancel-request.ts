import { connect } from "node:net";
import type { ClientBase } from "pg";

interface Backend {
  readonly processID: number;
  readonly secretKey: number;
  readonly host: string;
  readonly port: number;
}

/**
 * Asks the server to stop what the connection is running (PostgreSQL manual, "Canceling Requests in Progress").
 * Resolves when the server has closed the request's connection: from then on the request can hit nothing that is sent
 * later. Rejects if that is not certain within `timeoutMs`.
 */
export function cancelRequest(client: ClientBase, timeoutMs: number): Promise<void> {
  const backend = client as unknown as Backend;
  return new Promise((resolve, reject) => {
    const socket = backend.host.startsWith("/")
      ? connect(`${backend.host}/.s.PGSQL.${backend.port}`)
      : connect(backend.port, backend.host);
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error("the cancel request was not taken in time")));
    socket.once("connect", () => socket.write(message(backend)));
    socket.once("error", reject);
    socket.once("end", () => resolve());
    socket.resume();
  });
}

function message({ processID, secretKey }: Backend): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeInt32BE(16, 0);
  bytes.writeInt32BE(80877102, 4);
  bytes.writeInt32BE(processID, 8);
  bytes.writeInt32BE(secretKey, 12);
  return bytes;
}
