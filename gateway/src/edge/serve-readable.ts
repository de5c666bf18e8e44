import { buffer } from "node:stream/consumers";
import {
  type ConnectRouterOptions,
  type ContextValues,
  createContextKey,
  createContextValues,
} from "@connectrpc/connect";
import type { UniversalHandler, UniversalServerRequest, UniversalServerResponse } from "@connectrpc/connect/protocol";
import { toConnectError } from "./connect-error.ts";
import { EdgeError } from "./edge-error.ts";
import { isReadFailure, isUndeclaredCompression, unreadable } from "./unreadable.ts";

/** How far a request came. */
interface Progress {
  isRead: boolean;
  isRefused: boolean;
}

const progressKey = createContextKey<Progress | undefined>(undefined, { description: "how far a request came" });

type Interceptor = NonNullable<ConnectRouterOptions["interceptors"]>[number];

/** Refuses what `serveReadable` found unreadable, and streams of answers whose one request is. */
export const refusingUnreadable: Interceptor = (next) => async (request) => {
  const progress = request.contextValues.get(progressKey);
  if (progress !== undefined) progress.isRead = true;
  if (progress?.isRefused === true) throw toConnectError(new EdgeError(unreadable()));
  try {
    return await next(request);
  } catch (error) {
    throw request.stream && isReadFailure(error) ? toConnectError(new EdgeError(unreadable())) : error;
  }
};

/**
 * Serves a request. What the library calls INTERNAL before it has read a request, such as broken Protobuf, is the
 * client's mistake: then the same handler is given an empty request, to refuse in the client's protocol.
 */
export async function serveReadable(
  handler: UniversalHandler,
  request: UniversalServerRequest,
): Promise<UniversalServerResponse> {
  if (handler.method.methodKind !== "unary") return handler(request);
  const progress = { isRead: false, isRefused: false };
  const contextValues = (request.contextValues ?? createContextValues()).set(progressKey, progress);
  const response = await handler({ ...request, contextValues });
  if (progress.isRead || response.body === undefined) return response;
  const body = await buffer(response.body);
  if (!blamesServer(response, body.toString("latin1"))) return { ...response, body: one(body) };
  progress.isRefused = true;
  return handler(emptyRequest(request, contextValues));
}

/** The status in gRPC's trailers, gRPC-web's last frame, or the JSON of Connect. */
function blamesServer({ trailer }: UniversalServerResponse, body: string): boolean {
  if (isUndeclaredCompression(trailer?.get("grpc-message") ?? body)) return false;
  const status = trailer?.get("grpc-status") ?? /^grpc-status: (\d+)\r$/m.exec(body)?.[1];
  return status === "13" || status === "2" || /"code":"(?:internal|unknown)"/.test(body);
}

/** A request for the same answer format that every handler can read. */
function emptyRequest(request: UniversalServerRequest, contextValues: ContextValues): UniversalServerRequest {
  const header = new Headers(request.header);
  for (const name of ["content-encoding", "connect-content-encoding", "grpc-encoding", "content-length"]) {
    header.delete(name);
  }
  const url = new URL(request.url);
  const isJson = url.searchParams.get("encoding") === "json";
  if (request.method === "GET") header.set("content-type", isJson ? "application/json" : "application/proto");
  url.search = "";
  const type = header.get("content-type") ?? "";
  return { ...request, method: "POST", url: url.href, header, body: one(emptyMessage(type)), contextValues };
}

function emptyMessage(type: string): Uint8Array {
  const message = Buffer.from(/[/+]json/i.test(type) ? "{}" : "");
  if (/^application\/(?:json|proto)\b/i.test(type)) return message;
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

async function* one<T>(item: T): AsyncGenerator<T, void> {
  yield item;
}
