import { choice, decimal, defineConfig, duration, url, type Values } from "#mesh/config";

/** The settings of logs, metrics and traces, the same for every program. */
export const telemetryConfig = defineConfig({
  logLevel: choice("MESH_LOG_LEVEL", {
    values: ["debug", "info", "warn", "error", "silent"],
    default: "info",
    description: "least level that is logged",
  }),
  otlpEndpoint: url("OTEL_EXPORTER_OTLP_ENDPOINT", {
    optional: true,
    description: "base URL of an OTLP/HTTP collector; without it nothing is traced",
  }),
  traceRatio: decimal("MESH_TRACE_RATIO", {
    default: 0.1,
    min: 0,
    max: 1,
    description: "share of the requests that are traced if their caller has not decided",
  }),
  flushTimeoutMs: duration("MESH_TELEMETRY_FLUSH_TIMEOUT", {
    default: "2s",
    max: "30s",
    description: "how long a stopping program waits for its last traces to be delivered",
  }),
});

export type TelemetryConfig = Values<typeof telemetryConfig>;
