/** Calls between services: one server core, two transports (in process and gRPC), one typed client. */
export { type CheckSession, noTokens, type TokenVerifier } from "./access.ts";
export type { BreakerOptions, BreakerState } from "./breaker.ts";
export type { CarriedHeaders, TakeAnswered } from "./carried-headers.ts";
export type { CallOptions, Channel } from "./channel.ts";
export { type Client, createClient } from "./client.ts";
export { type AccessRule, type Contracts, loadContracts, type Method, type MethodKind } from "./contracts.ts";
export { createRpcCore, type RpcCore, type RpcCoreOptions } from "./core.ts";
export { parseTimeout } from "./deadline.ts";
export { type GrpcChannelOptions, grpcChannel } from "./grpc-channel.ts";
export { type GrpcServer, type GrpcServerOptions, serveGrpc } from "./grpc-server.ts";
export {
  type Handler,
  type Handlers,
  implement,
  type MethodDefinition,
  type RequestOf,
  type ResponseOf,
  type ServiceBinding,
  type ServiceDefinition,
} from "./implement.ts";
export { inProcessChannel } from "./in-process-channel.ts";
export type { Incoming } from "./incoming.ts";
export { noObserver, type Observation, type Outcome, type RpcObserver } from "./observer.ts";
export { loadOwnContracts, type OwnContracts } from "./own-contracts.ts";
export { LightSignal, type PeerSignal } from "./peer-signal.ts";
export { createReflect, type ReflectionRequest } from "./reflect.ts";
export { type ResilienceOptions, resilient } from "./resilient.ts";
export type { RetryBudgetOptions } from "./retry-budget.ts";
export { createShedder, type Shedder, type SheddingOptions } from "./shedding.ts";
export { decodeStatus, detail, encodeStatus, fromStatus, RpcError, toStatus } from "./status.ts";
export type { TlsIdentity } from "./tls.ts";
