import { once } from "node:events";
import http2 from "node:http2";
import type { AddressInfo } from "node:net";
import type { ConnectRouter, Interceptor, Transport } from "@connectrpc/connect";
import { connectNodeAdapter, createConnectTransport, Http2SessionManager } from "@connectrpc/connect-node";

/** A public door on a port of loopback, over HTTP/2. */
export interface Door extends AsyncDisposable {
  readonly url: string;
  /** Calls it as it is, once. */
  readonly transport: Transport;
  /** Calls it through the interceptor. */
  through(interceptor: Interceptor): Transport;
  /** Cuts all connections, as a killed process does. */
  cut(): void;
  /** Sends GOAWAY on all connections, as a process that stops does. */
  sendAway(): void;
  /** Refuses connections until `open` is called. */
  shut(): Promise<void>;
  open(): Promise<void>;
}

export async function startDoor(routes: (router: ConnectRouter) => void): Promise<Door> {
  const sessions = new Set<http2.ServerHttp2Session>();
  const handler = connectNodeAdapter({ routes });
  const listen = async (port: number) => {
    const fresh = http2.createServer(handler);
    fresh.on("session", (session) => {
      sessions.add(session);
      session.on("error", () => {});
      session.on("close", () => sessions.delete(session));
    });
    await once(fresh.listen(port, "127.0.0.1"), "listening");
    return fresh;
  };
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const sessionManager = new Http2SessionManager(url);
  const door = { baseUrl: url, httpVersion: "2", sessionManager } as const;
  const cut = () => {
    for (const session of sessions) session.socket.destroy();
  };
  const shut = async () => {
    cut();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  return {
    url,
    transport: createConnectTransport(door),
    through: (interceptor) => createConnectTransport({ ...door, interceptors: [interceptor] }),
    cut,
    sendAway: () => {
      for (const session of sessions) session.close();
    },
    shut,
    open: async () => {
      server = await listen(port);
    },
    async [Symbol.asyncDispose]() {
      sessionManager.abort();
      await shut();
    },
  };
}
