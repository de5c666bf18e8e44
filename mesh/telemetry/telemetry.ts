import type { Registry } from "@bufbuild/protobuf";
import type { Meter, Tracer } from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { ATTR_SERVICE_NAME, ATTR_SERVICE_VERSION } from "@opentelemetry/semantic-conventions";
import { type Clock, type Logger, systemClock } from "#mesh/kernel";
import { createJsonLogger, type LogDestination } from "./json-logger.ts";
import { startMetrics } from "./metrics.ts";
import { observeProcess } from "./process-metrics.ts";
import { createRpcObserver, type RpcObserver } from "./rpc-observer.ts";
import { createSanitizer } from "./sanitize.ts";
import { openStandardOutput } from "./standard-output.ts";
import type { TelemetryConfig } from "./telemetry-config.ts";
import { startTraces } from "./traces.ts";
import { withinLimit } from "./within-limit.ts";

/** Logs, metrics and traces of one process. */
export interface Telemetry {
  /** The log of the process itself. */
  readonly log: Logger;
  readonly meter: Meter;
  readonly tracer: Tracer;
  /** The log of one of several services in this process. */
  logOf(service: string): Logger;
  /** Watches the calls of an rpc server or client; unexpected failures go to this log, by default the process's own. */
  rpcObserver(log?: Logger): RpcObserver;
  /** All metrics in the text format of Prometheus. */
  renderMetrics(): Promise<string>;
  /** Delivers what is queued, within the configured limit. Never throws. */
  close(): Promise<void>;
}

export interface TelemetryOptions {
  readonly service: string;
  readonly version?: string;
  readonly config: TelemetryConfig;
  /** Knows the messages that are logged; of an unknown one only the type is shown. */
  readonly registry?: Registry;
  readonly clock?: Clock;
  /** Default: standard output. */
  readonly destination?: LogDestination;
}

export async function startTelemetry(options: TelemetryOptions): Promise<Telemetry> {
  const { service, version = "0.0.0", config, registry, clock = systemClock } = options;
  const output = options.destination === undefined ? openStandardOutput() : undefined;
  const destination = options.destination ?? output?.destination ?? { write: () => undefined };
  const sanitize = createSanitizer(registry);
  const logOf = (name: string) =>
    createJsonLogger({ service: name, level: config.logLevel, clock, destination, sanitize });
  const log = logOf(service);
  const resource = resourceFromAttributes({ [ATTR_SERVICE_NAME]: service, [ATTR_SERVICE_VERSION]: version });
  const metrics = startMetrics(resource, log);
  const stopObserving = observeProcess(metrics.meter);
  const traces = await startTraces({
    endpoint: config.otlpEndpoint,
    ratio: config.traceRatio,
    resource,
    meterProvider: metrics.provider,
    log,
  });
  return {
    log,
    meter: metrics.meter,
    tracer: traces.tracer,
    logOf,
    rpcObserver: (observerLog = log) => createRpcObserver(metrics.rpc, traces, observerLog),
    renderMetrics: metrics.render,
    async close() {
      stopObserving();
      await withinLimit(config.flushTimeoutMs, traces.close()).catch((error) => {
        log.warn("the last traces were not delivered", { error });
      });
      await withinLimit(config.flushTimeoutMs, metrics.close()).catch((error) => {
        log.warn("the metrics did not stop", { error });
      });
      // A reader that stalls loses the last lines rather than the end of the program.
      await withinLimit(config.flushTimeoutMs, output?.flush() ?? Promise.resolve()).catch(() => undefined);
    },
  };
}
