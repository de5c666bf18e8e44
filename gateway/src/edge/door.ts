import http from "node:http";
import http2 from "node:http2";
import type { Socket } from "node:net";
import { createSecureContext, type TLSSocket } from "node:tls";
import { drain } from "./drain.ts";
import { guardSession } from "./guard-session.ts";
import type { EdgeHandler } from "./http.ts";
import { type Address, listen } from "./listen.ts";
import { limitPerAddress } from "./per-address.ts";
import { readPreface } from "./preface.ts";

/** Bounds of what one client can hold open. */
export interface DoorLimits {
  /** Names and values of a request's headers together. */
  readonly headerBytes: number;
  /** Until the headers of a request are complete. */
  readonly headersTimeoutMs: number;
  /** Until the body of an HTTP/1.1 request is complete. */
  readonly bodyTimeoutMs: number;
  /** A connection without any traffic is closed after this, an HTTP/2 one without any call too. */
  readonly idleTimeoutMs: number;
  readonly connections: number;
  /** Open connections of one address. Default: no limit. */
  readonly connectionsPerAddress?: number;
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
  /** Shows new connections these instead; those open stay as they are. Throws if they are no pair, and keeps the old. */
  renewTls(files: TlsFiles): void;
  /** Stops accepting, tells clients to go elsewhere, lets calls finish for `ms`, then closes what is left. */
  drain(ms: number): Promise<void>;
}

export interface DoorOptions {
  readonly limits: DoorLimits;
  /** Port 0 for any free port. */
  readonly address: Address;
  /** Told of connections the system has no room for. */
  readonly report: (error: Error) => void;
  /** Default: cleartext. */
  readonly tls?: TlsFiles | undefined;
  /** What a peer's address counts as; undefined for one that may open as many connections as it likes. */
  readonly countedAs: (address: string) => string | undefined;
}

/** Listens: cleartext, or TLS with ALPN if key and certificate are given. */
export async function openDoor(handler: EdgeHandler, options: DoorOptions): Promise<Door> {
  const { limits, tls } = options;
  const sessions = new Set<http2.ServerHttp2Session>();
  const sockets = new Set<Socket>();
  const answers = new Set<http.ServerResponse>();
  const draining = new AbortController();
  const serve = keepingAnswers(handler, answers, draining.signal);
  const server = tls === undefined ? cleartext(serve, limits, sessions) : secure(serve, limits, sessions, checked(tls));
  server.maxConnections = limits.connections;
  limitPerAddress(server, limits.connectionsPerAddress ?? Number.POSITIVE_INFINITY, options.countedAs);
  server.on("connection", (socket: Socket) => keep(sockets, socket));
  const port = await listen(server, options.address, options.report);
  return {
    port,
    renewTls(files) {
      if ("setSecureContext" in server) server.setSecureContext({ ...tlsOptions, ...checked(files) });
    },
    drain(ms) {
      draining.abort();
      return drain({ server, sessions, sockets, answers }, ms);
    },
  };
}

/** Knows the answers of HTTP/1.1 that are not out yet; their connections are of no more use once the door is closed. */
function keepingAnswers(handler: EdgeHandler, answers: Set<http.ServerResponse>, draining: AbortSignal): EdgeHandler {
  return (request, response) => {
    if ("shouldKeepAlive" in response) {
      if (draining.aborted) response.shouldKeepAlive = false;
      else keep(answers, response);
    }
    handler(request, response);
  };
}

/** The HTTP/1.1 server listens; connections that open with the HTTP/2 preface are handed to the HTTP/2 server. */
function cleartext(handler: EdgeHandler, limits: DoorLimits, sessions: Set<http2.ServerHttp2Session>): http.Server {
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

const tlsOptions = { minVersion: "TLSv1.2" } as const;

function secure(
  handler: EdgeHandler,
  limits: DoorLimits,
  sessions: Set<http2.ServerHttp2Session>,
  tls: TlsFiles,
): http2.Http2SecureServer {
  const options = { ...http1Options(limits), ...http2Options(limits), ...tlsOptions, ...tls, allowHTTP1: true };
  const server = http2.createSecureServer({ ...options, handshakeTimeout: limits.headersTimeoutMs }, handler);
  trackSessions(server, sessions, limits);
  server.on("secureConnection", (socket: TLSSocket) => {
    if (socket.alpnProtocol !== "h2") socket.setTimeout(limits.idleTimeoutMs, () => socket.destroy());
  });
  return server;
}

/** The same files. Throws if they cannot be read as PEM, or the certificate is not of the key. */
function checked(files: TlsFiles): TlsFiles {
  createSecureContext({ key: files.key, cert: files.cert });
  return files;
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
    guardSession(session, limits.idleTimeoutMs);
  });
}

function keep<T extends { once(event: "close", listener: () => void): unknown }>(set: Set<T>, item: T): void {
  set.add(item);
  item.once("close", () => set.delete(item));
}
