import {
  ChannelCredentials,
  type ChannelInterface,
  Client,
  type ClientDuplexStream,
  type CallOptions as GrpcCallOptions,
  Metadata,
  type ServiceError,
  status,
} from "@grpc/grpc-js";
import { addCarried, carriedBy, type TakeAnswered } from "./carried-headers.ts";
import type { CallOptions, Channel } from "./channel.ts";
import { startUnaryCall } from "./grpc-unary-call.ts";
import type { PeerSignal } from "./peer-signal.ts";
import { goneReason } from "./served-call.ts";
import { workloadOfCertificate } from "./spiffe.ts";
import { decodeStatus, RpcError, toStatus } from "./status.ts";
import type { TlsIdentity } from "./tls.ts";
import { writeAll } from "./write-all.ts";

export interface GrpcChannelOptions {
  /** "host:port", or another target grpc-js resolves. */
  readonly address: string;
  /** Left out, the channel speaks plain HTTP/2. `server` is the workload that the server must prove to be. */
  readonly tls?: (TlsIdentity & { readonly server: string }) | undefined;
  /** Trust domain of the server's SPIFFE id. Default: "ultramarket". */
  readonly trustDomain?: string | undefined;
  /** Largest message, either way, in bytes. Default: 4 MiB. */
  readonly maxMessageBytes?: number | undefined;
}

/** A way to a server over gRPC. It connects when first used, and again when the server is back. */
export function grpcChannel(options: GrpcChannelOptions): Channel {
  const client = new Client(options.address, credentials(options), channelOptions(options));
  const channel = client.getChannel();
  return {
    unary: (path, request, call) => callUnary(channel, path, request, call),
    stream: (path, requests, call) => callStream(client, path, requests, call),
    async close() {
      client.close();
    },
  };
}

function channelOptions({ maxMessageBytes = 4 * 1024 * 1024, tls }: GrpcChannelOptions) {
  return {
    "grpc.max_receive_message_length": maxMessageBytes,
    "grpc.max_send_message_length": -1,
    "grpc.keepalive_time_ms": 30_000,
    "grpc.keepalive_timeout_ms": 5_000,
    "grpc.initial_reconnect_backoff_ms": 100,
    "grpc.max_reconnect_backoff_ms": 1_000,
    "grpc.enable_retries": 0,
    "grpc.service_config_disable_resolution": 1,
    "grpc.use_local_subchannel_pool": 1,
    "grpc.enable_http_proxy": 0,
    "grpc.enable_channelz": 0,
    ...(tls === undefined ? {} : { "grpc.ssl_target_name_override": `${tls.server}.ultramarket` }),
  };
}

/** The server's name is its SPIFFE id: addresses of pods and ports of processes change, who they are does not. */
function credentials({ tls, trustDomain = "ultramarket" }: GrpcChannelOptions): ChannelCredentials {
  if (tls === undefined) return ChannelCredentials.createInsecure();
  const [ca, key, cert] = [Buffer.from(tls.ca), Buffer.from(tls.key), Buffer.from(tls.cert)];
  return ChannelCredentials.createSsl(ca, key, cert, {
    checkServerIdentity: (_, certificate) => {
      const found = workloadOfCertificate(certificate.subjectaltname, trustDomain);
      return found === tls.server
        ? undefined
        : new Error(`expected the workload ${tls.server}, met ${found ?? "none"}`);
    },
  });
}

function callUnary(
  channel: ChannelInterface,
  path: string,
  message: Uint8Array,
  options: CallOptions,
): Promise<Uint8Array> {
  const { signal } = options;
  if (signal?.aborted) return Promise.reject(toStatus(goneReason(signal)));
  return new Promise((resolve, reject) => {
    const { deadline = Number.POSITIVE_INFINITY } = options;
    const { answered } = options;
    const call = { path, request: toBuffer(message), metadata: metadataOf(options), deadline, answered };
    const cancel = startUnaryCall(channel, call, (ended, answer) => {
      signal?.removeEventListener("abort", cancel);
      if (answer === undefined) reject(fromGrpc(ended, signal));
      else resolve(answer);
    });
    signal?.addEventListener("abort", cancel);
  });
}

async function* callStream(client: Client, path: string, requests: AsyncIterable<Uint8Array>, options: CallOptions) {
  const { signal } = options;
  if (signal?.aborted) throw toStatus(goneReason(signal));
  const call = client.makeBidiStreamRequest<Uint8Array, Uint8Array>(
    path,
    toBuffer,
    asIs,
    metadataOf(options),
    timing(options),
  );
  const cancel = () => call.cancel();
  const ended = new AbortController();
  signal?.addEventListener("abort", cancel);
  try {
    if (options.answered !== undefined) watchAnswered(call, options.answered);
    send(call, requests, ended.signal);
    yield* call;
  } catch (error) {
    throw fromGrpc(error, signal);
  } finally {
    signal?.removeEventListener("abort", cancel);
    ended.abort();
    call.cancel();
  }
}

function watchAnswered(call: ClientDuplexStream<Uint8Array, Uint8Array>, answered: TakeAnswered): void {
  call.once("metadata", (metadata) => answered("headers", carriedBy(metadata)));
  call.once("status", ({ metadata }) => answered("trailers", carriedBy(metadata)));
}

/** A failure of the caller's own messages ends the call with that very error. */
async function send(
  call: ClientDuplexStream<Uint8Array, Uint8Array>,
  requests: AsyncIterable<Uint8Array>,
  ended: AbortSignal,
) {
  try {
    await writeAll(call, requests, ended);
    call.end();
  } catch (error) {
    if (!ended.aborted) call.destroy(error as Error);
  }
}

function metadataOf({ token, requestId, traceparent, tracestate, baggage, headers }: CallOptions): Metadata {
  const metadata = new Metadata();
  if (headers !== undefined) addCarried(metadata, headers);
  if (token !== undefined) metadata.set("authorization", `Bearer ${token}`);
  if (requestId !== undefined) metadata.set("x-request-id", requestId);
  if (traceparent !== undefined) metadata.set("traceparent", traceparent);
  if (tracestate !== undefined) metadata.set("tracestate", tracestate);
  if (baggage !== undefined) metadata.set("baggage", baggage);
  return metadata;
}

function timing({ deadline }: CallOptions): GrpcCallOptions {
  return deadline === undefined ? {} : { deadline };
}

const asIs = (bytes: Buffer): Uint8Array => bytes;

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function fromGrpc(error: unknown, signal: PeerSignal | undefined): unknown {
  if (!isServiceError(error)) return error;
  if (error.code === status.CANCELLED && signal?.aborted) return toStatus(goneReason(signal));
  const details = error.metadata?.get("grpc-status-details-bin")[0];
  return (details instanceof Uint8Array ? readStatus(details) : undefined) ?? new RpcError(error.code, error.details);
}

/** Undefined for bytes that are no status: whatever a server writes there, its answer is an error, not an exception. */
function readStatus(bytes: Uint8Array): RpcError | undefined {
  try {
    return decodeStatus(bytes);
  } catch {
    return undefined;
  }
}

function isServiceError(error: unknown): error is ServiceError {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "number";
}
