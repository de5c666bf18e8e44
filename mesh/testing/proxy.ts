import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A way to the database that can be disturbed. */
export interface Way {
  readonly url: string;
  /** Cuts all connections and takes no new ones. */
  cut(): void;
  /** Lets connections through again. */
  restore(): void;
  /** Holds everything back, as a paused engine would. */
  freeze(): void;
  /** Passes the next COMMIT on and cuts its connection before the answer. */
  loseNextCommit(): void;
  /** Lets cancel requests wait on the way. */
  delayCancelRequests(ms: number): void;
  close(): Promise<void>;
}

/** What a cancel request starts with: its length and its code. */
const cancelRequest = Buffer.from([0, 0, 0, 16, 4, 210, 22, 46]);

/** Opens a way from a port of its own to the server of the URL. */
export async function startProxy(target: string): Promise<Way> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let cancelDelayMs = 0;
  let mode: "open" | "cut" | "lose_commit" = "open";
  const server = createServer((client) => {
    if (mode === "cut") return client.destroy();
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => {});
    }
    let loses = false;
    client.on("data", (bytes) => {
      if (mode === "lose_commit" && bytes.includes("COMMIT\0")) {
        mode = "open";
        loses = true;
      }
      if (bytes.subarray(0, 8).equals(cancelRequest)) setTimeout(() => upstream.write(bytes), cancelDelayMs);
      else upstream.write(bytes);
    });
    upstream.on("data", (bytes) => {
      if (!loses) client.write(bytes);
      else if (bytes.includes("COMMIT\0")) client.destroy();
    });
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const url = new URL(target);
  if (address !== null && typeof address === "object") url.port = String(address.port);
  const destroyAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    cut() {
      mode = "cut";
      destroyAll();
    },
    restore() {
      mode = "open";
    },
    freeze() {
      for (const socket of sockets) socket.pause();
    },
    loseNextCommit() {
      mode = "lose_commit";
    },
    delayCancelRequests(ms) {
      cancelDelayMs = ms;
    },
    async close() {
      destroyAll();
      server.close();
      await once(server, "close");
    },
  };
}
