import type { Http2Server, Http2Session } from "node:http2";
import type { Server } from "@grpc/grpc-js";

/** What grpc-js keeps to itself and offers no public way to. */
export interface GrpcInternals {
  readonly http2Servers: readonly Http2Server[];
  /** True for paths with a handler. */
  readonly handles: (path: string) => boolean;
}

/** Reaches into a bound server. Throws if this version of grpc-js is built otherwise. */
export function internalsOf(server: Server): GrpcInternals {
  const { handlers, http2Servers } = server as unknown as {
    handlers?: ReadonlyMap<string, unknown>;
    http2Servers?: ReadonlyMap<Http2Server, unknown>;
  };
  if (handlers === undefined || http2Servers === undefined || http2Servers.size === 0) {
    throw new Error("this version of @grpc/grpc-js keeps its HTTP/2 servers elsewhere");
  }
  return { http2Servers: [...http2Servers.keys()], handles: (path) => handlers.has(path) };
}

/** The sessions open now: without channelz, grpc-js forgets them and cannot shut them down by force. */
export function trackSessions(http2Servers: readonly Http2Server[]): ReadonlySet<Http2Session> {
  const sessions = new Set<Http2Session>();
  for (const http2Server of http2Servers) {
    http2Server.on("session", (session) => {
      sessions.add(session);
      session.once("close", () => sessions.delete(session));
    });
  }
  return sessions;
}
