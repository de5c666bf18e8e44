import { type MeterProvider, ProxyTracerProvider, type Tracer } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
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

/** Traces that go to the collector; none without one, whose code is not even loaded then. */
export async function startTraces(options: TracesOptions): Promise<Traces> {
  const { endpoint } = options;
  if (endpoint !== undefined) return (await import("./exported-traces.ts")).exportTraces(endpoint, options);
  const tracer = new ProxyTracerProvider().getTracer("ultramarket");
  return { tracer, enabled: false, close: async () => undefined };
}
