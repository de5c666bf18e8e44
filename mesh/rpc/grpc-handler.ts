import {
  type handleUnaryCall,
  Metadata,
  type ServerDuplexStream,
  type ServerErrorResponse,
  type ServerUnaryCall,
} from "@grpc/grpc-js";
import { invalid } from "#mesh/kernel";
import type { RpcCore } from "./core.ts";
import { brokenTimeoutHeader, graceMs, workloadHeader } from "./grpc-headers.ts";
import type { Incoming } from "./incoming.ts";
import { LightSignal, type PeerSignal } from "./peer-signal.ts";
import { encodeStatus, toStatus } from "./status.ts";
import { writeAll } from "./write-all.ts";

export type GrpcStream = ServerDuplexStream<Uint8Array, Uint8Array>;

/** Serves a method with one request and one response. */
export function handleUnary(core: RpcCore, path: string): handleUnaryCall<Uint8Array, Uint8Array> {
  return async (call, answer) => {
    const peer = new LightSignal();
    call.on("cancelled", () => peer.abort());
    try {
      answer(null, await core.unary(path, call.request, incomingOf(call, peer)));
    } catch (error) {
      answer(toGrpc(error));
    }
  };
}

/** Serves a method with a stream on either side. */
export async function handleStream(core: Pick<RpcCore, "stream">, path: string, call: GrpcStream): Promise<void> {
  const peer = new AbortController();
  call.on("cancelled", () => peer.abort());
  try {
    // Without this option the end of reading would end the writing, too.
    const requests = call.iterator({ destroyOnReturn: false });
    await writeAll(call, core.stream(path, requests, incomingOf(call, peer.signal)), peer.signal);
    call.end();
  } catch (error) {
    call.emit("error", toGrpc(error));
  }
}

type GrpcUnary = ServerUnaryCall<Uint8Array, Uint8Array>;

type GrpcCall = GrpcUnary | GrpcStream;

const bearer = /^bearer +(\S+)$/i;

function incomingOf(call: GrpcCall, signal: PeerSignal): Incoming {
  const { metadata } = call;
  if (metadata.get(brokenTimeoutHeader).length > 0) {
    throw toStatus(invalid({ field: "grpc-timeout", description: "is not up to eight digits and a unit" }));
  }
  const deadline = Number(call.getDeadline()) - graceMs;
  return {
    workload: text(metadata, workloadHeader) ?? "",
    token: readToken(text(metadata, "authorization")),
    deadline: Number.isFinite(deadline) ? deadline : undefined,
    signal,
    requestId: text(metadata, "x-request-id"),
    traceparent: text(metadata, "traceparent"),
    tracestate: text(metadata, "tracestate"),
    baggage: text(metadata, "baggage"),
  };
}

/** A header of another scheme is passed on whole: it is no token, and shall be refused as one. */
function readToken(header: string | undefined): string | undefined {
  return header === undefined ? undefined : (bearer.exec(header)?.[1] ?? header);
}

function text(metadata: Metadata, key: string): string | undefined {
  const value = metadata.get(key)[0];
  return typeof value === "string" ? value : undefined;
}

function toGrpc(error: unknown): ServerErrorResponse {
  const status = toStatus(error);
  const metadata = new Metadata();
  metadata.set("grpc-status-details-bin", Buffer.from(encodeStatus(status)));
  return Object.assign(new Error(status.message), { code: status.code, details: status.message, metadata });
}
