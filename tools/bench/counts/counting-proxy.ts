import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { type FrontendCounts, readFrontend } from "./read-frontend.ts";

/** A way to PostgreSQL that counts what crosses it. */
export interface CountingProxy {
  readonly url: string;
  /** All connections together, since the start. */
  counts(): FrontendCounts & { readonly roundTrips: number };
  close(): Promise<void>;
}

/** What a client writes within this time counts as one round trip, though it may come in pieces. */
const gatherMs = 2;

export async function startCountingProxy(target: string): Promise<CountingProxy> {
  const { hostname, port } = new URL(target);
  const total = { statements: 0, roundTrips: 0 };
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true).on("error", () => {});
    }
    forward(client, upstream, total);
    upstream.pipe(client);
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: Object.assign(new URL(target), { port: String((server.address() as AddressInfo).port) }).href,
    counts: () => ({ ...total }),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

function forward(client: Socket, upstream: Socket, total: { statements: number; roundTrips: number }): void {
  const read = readFrontend();
  let gathered: Buffer[] = [];
  client.on("data", (bytes) => {
    total.statements += read(bytes).statements;
    gathered.push(bytes);
    if (gathered.length > 1) return;
    setTimeout(() => {
      total.roundTrips += 1;
      upstream.write(Buffer.concat(gathered));
      gathered = [];
    }, gatherMs);
  });
}
