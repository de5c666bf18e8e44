import { type Counter, type Meter, ProxyTracerProvider, type Tracer } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import type { Resource } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { Logger } from "./logger.ts";

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
  readonly meter: Meter;
  readonly log: Logger;
}

/** Sends sampled spans in the background, from a bounded queue. What cannot be sent is counted and dropped. */
export function startTraces({ endpoint, ratio, resource, meter, log }: TracesOptions): Traces {
  if (endpoint === undefined) {
    return { tracer: new ProxyTracerProvider().getTracer("ultramarket"), enabled: false, close: async () => undefined };
  }
  const url = `${endpoint.replace(/\/+$/, "")}/v1/traces`;
  const dropped = meter.createCounter("ultramarket.traces.dropped", {
    unit: "{span}",
    description: "spans the collector did not take",
  });
  const exporter = forgiving(new OTLPTraceExporter({ url, timeoutMillis: 5000, concurrencyLimit: 2 }), dropped, log);
  const provider = new TracerProvider({
    resource,
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [
      new BatchSpanProcessor({ exporter, maxQueueSize: 2048, scheduledDelayMillis: 2000, exportTimeoutMillis: 6000 }),
    ],
  });
  return { tracer: provider.getTracer("ultramarket"), enabled: true, close: () => provider.shutdown() };
}

/** The same exporter, except that a failure is counted and logged instead of thrown at the process. */
function forgiving(exporter: SpanExporter, dropped: Counter, log: Logger): SpanExporter {
  let failing = false;
  return {
    export(spans, done) {
      exporter.export(spans, ({ code, error }) => {
        if (code === 0) {
          failing = false;
        } else {
          dropped.add(spans.length);
          if (!failing) log.warn("traces cannot be delivered", { error });
          failing = true;
        }
        done({ code: 0 });
      });
    },
    shutdown: () => exporter.shutdown(),
    ...(exporter.forceFlush === undefined ? {} : { forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve() }),
  };
}
