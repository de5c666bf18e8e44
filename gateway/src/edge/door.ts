import http from "node:http";
import http2 from "node:http2";
import type { Server, Socket } from "node:net";
import type { EdgeHandler } from "./http.ts";
import { type Address, listen } from "./listen.ts";
import { readPreface } from "./preface.ts";

/** Bounds of what one client can hold open. */
export interface DoorLimits {
  /** Names and values of a request's headers together. */
  readonly headerBytes: number;
  /** Until the headers of a request are complete. */
  readonly headersTimeoutMs: number;
  /** Until the body of an HTTP/1.1 request is complete. */
  readonly bodyTimeoutMs: number;
  /** A connection without any traffic is closed after this. */
  readonly idleTimeoutMs: number;
  readonly connections: number;
  /** Concurrent streams of one HTTP/2 connection. */
  readonly streams: number;
}

export interface TlsFiles {
  readonly key: string | Buffer;
  readonly cert: string | Buffer;
}

/** One listening port that speaks HTTP/1.1 and HTTP/2. */
export interface Door {
  readonly port: number;
  /** Stops accepting, tells clients to go elsewhere, lets calls finish for `ms`, then closes what is left. */
  drain(ms: number): Promise<void>;
}

/** Listens on `host`:`port` (0 for any free port): cleartext, or TLS with ALPN if key and certificate are given. */
export async function openDoor(
  handler: EdgeHandler,
  limits: DoorLimits,
  address: Address,
  report: (error: Error) => void,
  tls?: TlsFiles,
): Promise<Door> {
  const sessions = new Set<http2.ServerHttp2Session>();
  const sockets = new Set<Socket>();
  const draining = new AbortController();
  const serve = closingWhenDrained(handler, draining.signal);
  const server = tls === undefined ? cleartext(serve, limits, sessions) : secure(serve, limits, sessions, tls);
  server.maxConnections = limits.connections;
  server.on(tls === undefined ? "connection" : "secureConnection", (socket: Socket) => keep(sockets, socket));
  const port = await listen(server, address, report);
  return {
    port,
    drain(ms) {
      draining.abort();
      return drain(server, sessions, sockets, ms);
    },
  };
}

/** An HTTP/1.1 connection whose answer is out is of no more use once the door is being closed. */
function closingWhenDrained(handler: EdgeHandler, draining: AbortSignal): EdgeHandler {
  return (request, response) => {
    if (request.httpVersionMajor === 1) {
      const { socket } = request;
      response.once("finish", () => draining.aborted && socket.destroySoon());
    }
    handler(request, response);
  };
}

/** The HTTP/1.1 server listens; connections that open with the HTTP/2 preface are handed to the HTTP/2 server. */
function cleartext(handler: EdgeHandler, limits: DoorLimits, sessions: Set<http2.ServerHttp2Session>): Server {
  const http1 = http.createServer(http1Options(limits), handler);
  const h2 = http2.createServer(http2Options(limits), handler);
  trackSessions(h2, sessions, limits);
  const speakHttp1 = http1.listeners("connection");
  http1.removeAllListeners("connection");
  http1.on("connection", (socket: Socket) =>
    readPreface(socket, limits.headersTimeoutMs, (protocol) => {
      if (protocol === "http2") h2.emit("connection", socket);
      else for (const listener of speakHttp1) listener.call(http1, socket);
    }),
  );
  http1.setTimeout(limits.idleTimeoutMs);
  return http1;
}

function secure(
  handler: EdgeHandler,
  limits: DoorLimits,
  sessions: Set<http2.ServerHttp2Session>,
  tls: TlsFiles,
): Server {
  const options = { ...http1Options(limits), ...http2Options(limits), ...tls, allowHTTP1: true };
  const server = http2.createSecureServer({ ...options, handshakeTimeout: limits.headersTimeoutMs }, handler);
  trackSessions(server, sessions, limits);
  return server;
}

function http1Options(limits: DoorLimits): http.ServerOptions {
  return {
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.headersTimeoutMs + limits.bodyTimeoutMs,
    keepAliveTimeout: limits.idleTimeoutMs,
    connectionsCheckingInterval: Math.min(limits.headersTimeoutMs, 5_000),
  };
}

function http2Options(limits: DoorLimits): http2.ServerOptions {
  const settings = { maxConcurrentStreams: limits.streams, maxHeaderListSize: limits.headerBytes, enablePush: false };
  return { settings, maxSessionInvalidFrames: 100, maxSessionRejectedStreams: 100 };
}

function trackSessions(
  server: http2.Http2Server | http2.Http2SecureServer,
  sessions: Set<http2.ServerHttp2Session>,
  limits: DoorLimits,
): void {
  server.on("session", (session: http2.ServerHttp2Session) => {
    keep(sessions, session);
    session.setTimeout(limits.idleTimeoutMs, () => session.close());
  });
}

function keep<T extends { once(event: "close", listener: () => void): unknown }>(set: Set<T>, item: T): void {
  set.add(item);
  item.once("close", () => set.delete(item));
}

async function drain(
  server: Server,
  sessions: ReadonlySet<http2.ServerHttp2Session>,
  sockets: ReadonlySet<Socket>,
  ms: number,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const session of sessions) session.close();
  const timer = setTimeout(() => {
    for (const session of sessions) session.destroy();
    for (const socket of sockets) socket.destroy();
  }, ms);
  await closed;
  clearTimeout(timer);
}
