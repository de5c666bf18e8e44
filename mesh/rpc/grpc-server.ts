import type { Http2Session } from "node:http2";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { HealthImplementation, type ServingStatus } from "grpc-health-check";
import type { RpcCore } from "./core.ts";
import { type GrpcStream, handleStream, handleUnary } from "./grpc-handler.ts";
import { headerPreparer, unknownPath } from "./grpc-headers.ts";
import { internalsOf, trackSessions } from "./grpc-internals.ts";
import { addReflection } from "./reflection.ts";
import type { TlsIdentity } from "./tls.ts";

export interface GrpcServerOptions {
  readonly core: RpcCore;
  /** "127.0.0.1:0" takes a free port. */
  readonly address: string;
  /** Left out, the server speaks plain HTTP/2, and its callers are without an identity. */
  readonly tls?: (TlsIdentity & { readonly requireClient: boolean }) | undefined;
  /** Trust domain of the SPIFFE ids that name workloads. Default: "ultramarket". */
  readonly trustDomain?: string | undefined;
  /** True behind a sidecar that ends TLS: `x-forwarded-client-cert` from a loopback peer names the workload. Default: false. */
  readonly trustForwarded?: boolean | undefined;
  /** Connections beyond are closed at once. Default: 1,000. */
  readonly maxConnections?: number | undefined;
  /** Default: true. */
  readonly reflection?: boolean | undefined;
}

export interface GrpcServer {
  /** Host and port listened on. */
  readonly address: string;
  /** Announces NOT_SERVING or SERVING for every service. */
  setServing(isServing: boolean): void;
  /** Refuses new calls and connections, lets calls in flight end for at most `limitMs`, then closes. */
  drain(limitMs: number): Promise<void>;
}

/** Serves the core over gRPC, with health and reflection. */
export async function serveGrpc(options: GrpcServerOptions): Promise<GrpcServer> {
  const { core, address, reflection = true } = options;
  const server = new Server(serverOptions(core.maxMessageBytes));
  const own = new Set([...core.paths, unknownPath]);
  for (const path of own) addMethod(server, core, path);
  const health = addHealth(server, core);
  if (reflection) addReflection(server, core);
  const port = await bind(server, address, credentials(options));
  const { http2Servers, handles } = internalsOf(server);
  const sessions = trackSessions(http2Servers);
  const { trustDomain = "ultramarket", trustForwarded = false, maxConnections = 1_000 } = options;
  const prepare = headerPreparer({ contracts: core.contracts, serves: handles, trustDomain, trustForwarded });
  for (const http2Server of http2Servers) {
    http2Server.maxConnections = maxConnections;
    http2Server.prependListener("stream", prepare);
  }
  const setServing = (isServing: boolean) => health(isServing ? "SERVING" : "NOT_SERVING");
  setServing(true);
  return {
    address: `${address.slice(0, address.lastIndexOf(":"))}:${port}`,
    setServing,
    async drain(limitMs) {
      setServing(false);
      await shutDown(server, sessions, limitMs);
    },
  };
}

function serverOptions(maxMessageBytes: number) {
  return {
    // Above the core's limit, so that the core gets to refuse what is only a bit too large.
    "grpc.max_receive_message_length": maxMessageBytes * 2,
    "grpc.max_send_message_length": maxMessageBytes * 2,
    "grpc.max_concurrent_streams": 1_000,
    "grpc.keepalive_time_ms": 30_000,
    "grpc.keepalive_timeout_ms": 10_000,
    "grpc.max_connection_idle_ms": 3_600_000,
    "grpc-node.max_session_memory": 32,
    "grpc.enable_channelz": 0,
  };
}

function addMethod(server: Server, core: RpcCore, path: string): void {
  const method = core.contracts.method(path)?.desc;
  if (method?.methodKind === "unary") {
    server.register(path, handleUnary(core, path), toBuffer, asIs, "unary");
  } else {
    server.register(path, (call: GrpcStream) => handleStream(core, path, call), toBuffer, asIs, "bidi");
  }
}

const asIs = (bytes: Buffer): Uint8Array => bytes;

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function addHealth(server: Server, core: RpcCore): (status: ServingStatus) => void {
  const health = new HealthImplementation();
  const services = new Set(["", ...core.paths.map((path) => path.slice(1, path.lastIndexOf("/")))]);
  health.addToServer(server);
  return (status) => {
    for (const service of services) health.setStatus(service, status);
  };
}

function credentials({ tls }: GrpcServerOptions): ServerCredentials {
  if (tls === undefined) return ServerCredentials.createInsecure();
  const pair = { private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.cert) };
  return ServerCredentials.createSsl(Buffer.from(tls.ca), [pair], tls.requireClient);
}

function bind(server: Server, address: string, own: ServerCredentials): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(address, own, (error, port) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });
}

function shutDown(server: Server, sessions: ReadonlySet<Http2Session>, limitMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      for (const session of sessions) session.destroy();
    }, limitMs);
    server.tryShutdown((error) => {
      clearTimeout(timer);
      if (error === undefined) resolve();
      else reject(error);
    });
  });
}
