/** Logs, metrics and traces of one process; personal and secret data never reach them. */
export type { LogDestination } from "./json-logger.ts";
export { redact } from "./redact.ts";
export type { RpcObservation, RpcObserver, RpcOutcome } from "./rpc-observer.ts";
export { startTelemetry, type Telemetry, type TelemetryOptions } from "./telemetry.ts";
export { type TelemetryConfig, telemetryConfig } from "./telemetry-config.ts";
export { formatTraceparent, parseTraceparent } from "./traceparent.ts";
