import type { MeterProvider, Tracer } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import type { Resource } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { Logger } from "#mesh/kernel";

/** The traces of this program. */
export interface Traces {
  readonly tracer: Tracer;
  /** False if no collector is configured: then spans are not even made. */
  readonly enabled: boolean;
  /** Delivers what is queued. */
  close(): Promise<void>;
}

export interface TracesOptions {
  readonly endpoint: string | undefined;
  readonly ratio: number;
  readonly resource: Resource;
  /** Counts the spans that were delivered and those that were not. */
  readonly meterProvider: MeterProvider;
  readonly log: Logger;
}

/** A full queue leaves in four batches at once when the program ends, beside the one that may be under way. */
const batchesAtOnce = 5;

/** Sends sampled spans in the background, from a bounded queue. What cannot be sent is dropped and counted. */
export function exportTraces(endpoint: string, { ratio, resource, meterProvider, log }: TracesOptions): Traces {
  const url = `${endpoint.replace(/\/+$/, "")}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: 5000, concurrencyLimit: batchesAtOnce });
  const processor = new BatchSpanProcessor({
    exporter: watched(exporter, log),
    maxQueueSize: 2048,
    maxExportBatchSize: 512,
    scheduledDelayMillis: 2000,
    exportTimeoutMillis: 6000,
    selfObsMeterProvider: meterProvider,
  });
  const provider = new TracerProvider({
    resource,
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [processor],
  });
  return { tracer: provider.getTracer("ultramarket"), enabled: true, close: () => provider.shutdown() };
}

/** The same exporter; the first of several failures in a row is logged. */
function watched(exporter: SpanExporter, log: Logger): SpanExporter {
  let failing = false;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        if (result.error !== undefined && !failing) log.warn("traces cannot be delivered", { error: result.error });
        failing = result.error !== undefined;
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
  };
}
